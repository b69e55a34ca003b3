export interface Header {
  readonly name: string;
  /** General purpose bits. */
  readonly flags?: number;
}

/** An archive of names without content, and an end that may say anything. */
export function directoryOf(
  entries: Iterable<string | Header>,
  said: { readonly entries?: number; readonly offset?: number } = {},
): Buffer {
  const headers = [...entries].map((entry) => {
    const { name, flags = 0 } = typeof entry === 'string' ? { name: entry } : entry;
    const text = Buffer.from(name);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(flags, 8);
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
