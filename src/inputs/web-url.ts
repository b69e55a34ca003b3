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
const PRIVATE_ADDRESSES = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const;

/** Whether a URL leads to this machine or into a private network, as far as its host's name or address tells. */
export function isPrivate(url: string): boolean {
  // Loaded only here, for a step without an address needs none of it.
  const { BlockList, isIP, isIPv4 } = process.getBuiltinModule('node:net');
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
  if (isIP(host) === 0)
    return (
      !host.includes('.') ||
      /\.(localhost|localdomain|local|internal|intranet|lan|corp|home|home\.arpa)$/.test(host)
    );
  const privates = new BlockList();
  for (const [address, prefix, family] of PRIVATE_ADDRESSES) privates.addSubnet(address, prefix, family);
  // Addresses of IPv4 that are written as ones of IPv6 are found among those of IPv4.
  return privates.check(host, isIPv4(host) ? 'ipv4' : 'ipv6');
}
