import { BlockList, isIP, isIPv4 } from 'node:net';

/** Host and path, without credentials and query, which may be secret. */
export function shortUrl(text: string): string {
  const url = URL.parse(text);
  return url === null ? hideCredentials(text) : `${url.host}${url.pathname.replace(/\/$/, '')}`;
}

/** The address in its encoded form without credentials, if it is `http(s)`. Nothing else becomes a link. */
export function webLink(text: string | null | undefined): string | undefined {
  const url = URL.parse(text ?? '');
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The address with `***` before its `@`, including the forms that only browsers accept: `https:user:password@host`. */
export function hideCredentials(text: string): string {
  return text.replace(/^(?=[^@]*[:\\/])((?:[a-z][a-z\d+.-]*:(?=[\\/]|.*:.*@))?[\\/]*)[^\\/?#]*@/i, '$1***@');
}

/** Whether the text is an http(s) URL in its usual form. `URL` also accepts what browsers repair, such as `https:/x`. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/[^/?#"<>]+([/?#]|$)/i.test(text) && !/[\s\\\p{Cc}]/u.test(text) && URL.parse(text) !== null;
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart. */
const PRIVATE_NETWORKS =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::/127 fc00::/7 fe80::/10';

const PRIVATE_SUFFIX = /\.(localhost|localdomain|local|internal|intranet|lan|corp|home|home\.arpa)$/;

/** Whether a URL leads to this machine or a private network, judged by its host name or address. */
export function isPrivateUrl(url: string): boolean {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? '';
  if (isIP(host) === 0) return !host.includes('.') || PRIVATE_SUFFIX.test(host);
  const networks = new BlockList();
  for (const network of PRIVATE_NETWORKS.split(' ')) {
    const [address = '', prefix] = network.split('/');
    networks.addSubnet(address, Number(prefix), familyOf(address));
  }
  return networks.check(host, familyOf(host));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
