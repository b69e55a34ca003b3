import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Whether a text is an http(s) URL as everybody writes it. `URL` alone also takes what browsers mend: `https:/x`,
 * `https:x`, backslashes, tabs inside.
 */
export function isWebUrl(text: string): boolean {
  return (
    /^https?:\/\/[^/?#"<>]+([/?#]|$)/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) && URL.parse(text) !== null
  );
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;
const PRIVATE_IPV6 = [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const;

/** Whether a URL leads to this machine or into a private network, as far as its host's name or address tells. */
export function isPrivate(url: string): boolean {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
  // Addresses of IPv4 that are written as ones of IPv6 are found among those of IPv4.
  if (isIPv4(host)) return privateAddresses().check(host, 'ipv4');
  if (isIPv6(host)) return privateAddresses().check(host, 'ipv6');
  return !host.includes('.') || /\.(localhost|local|internal)$/.test(host);
}

function privateAddresses(): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of PRIVATE_IPV4) list.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of PRIVATE_IPV6) list.addSubnet(address, prefix, 'ipv6');
  return list;
}
