/** An archive of names without content. `said` replaces what its end states. */
export function directoryOf(
  entries: Iterable<string>,
  said: { readonly entries?: number; readonly offset?: number } = {},
): Buffer {
  const headers = [...entries].map((name) => {
    const text = Buffer.from(name);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(text.length, 28);
    return Buffer.concat([header, text]);
  });
  const first = Buffer.from('PK\u0003\u0004');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(said.entries ?? headers.length, 10);
  end.writeUInt32LE(said.offset ?? first.length, 16);
  return Buffer.concat([first, ...headers, end]);
}
