import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { DoksiSandbox } from '../../sandbox/doksi/server.ts';
import { SANDBOX_API_KEY, startDoksi } from '../../sandbox/doksi/server.ts';

let doksi: DoksiSandbox;
let clockMs = 0;

beforeEach(async () => {
  doksi = await startDoksi({ now: () => clockMs });
});

afterEach(async () => {
  await doksi.close();
});

async function call(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${doksi.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function reserve(): Promise<{ upload_id: string; upload_url: string }> {
  const { body } = await call('/uploads', { name: 'storefront' });
  return z.object({ upload_id: z.string(), upload_url: z.string() }).parse(body);
}

type Upload = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> };

async function put(url: string, init: Upload): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: 'PUT',
    ...init,
    headers: { 'content-type': 'application/zip', ...init.headers },
  });
  return { status: response.status, text: await response.text() };
}

/** A zip of stored files: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function zipOf(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name + content)]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, where, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

const zip = zipOf({ 'base.apk': 'base', 'split_config.de.apk': 'german' });

describe('an upload', () => {
  it('becomes a target that runs can name', async () => {
    const { upload_id, upload_url } = await reserve();
    expect(await put(upload_url, { body: zip })).toEqual({ status: 200, text: '' });
    expect(doksi.uploads).toMatchObject([
      {
        uploadId: upload_id,
        bytes: zip.length,
        sha256: createHash('sha256').update(zip).digest('hex'),
        files: [
          { name: 'base.apk', bytes: 4 },
          { name: 'split_config.de.apk', bytes: 6 },
        ],
      },
    ]);

    const target = await call('/targets', { upload_id, name: 'Storefront', version: '1.2.3' });
    expect(target).toEqual({ status: 201, body: { target_id: 'tgt_0001' } });

    const matrix = [{ platform: 'android', target_id: 'tgt_0001', test_ids: ['a'] }];
    await call('/runs', { matrix });
    const response = await fetch(`${doksi.url}/runs/run_0001`, {
      headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
    });
    expect(await response.json()).toMatchObject({
      results: [{ destination: { platform: 'android', target_id: 'tgt_0001', name: 'Storefront' } }],
    });
  });

  it('leaves nothing behind', async () => {
    const { upload_url } = await reserve();
    await put(upload_url, { body: zip });
    const path = doksi.uploads[0]?.path ?? '';
    expect(existsSync(path)).toBe(true);
    await doksi.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe('POST /targets', () => {
  it('wants an upload that arrived', async () => {
    const { upload_id } = await reserve();
    expect(await call('/targets', { upload_id, name: 'a', version: '1' })).toEqual({
      status: 400,
      body: { error: expect.stringContaining(upload_id) },
    });
    expect(await call('/targets', { name: 'a', version: '1' })).toMatchObject({ status: 400 });
  });

  it.each([
    ['no zip', Buffer.from('hello')],
    ['a zip without an APK', zipOf({ 'readme.txt': 'hello' })],
  ])('refuses %s', async (_, body) => {
    const { upload_id, upload_url } = await reserve();
    expect(await put(upload_url, { body })).toMatchObject({ status: 200 });
    expect(await call('/targets', { upload_id, name: 'a', version: '1' })).toEqual({
      status: 422,
      body: { error: expect.stringContaining('.apk') },
    });
  });
});

describe('the store refuses', () => {
  it.each<[string, Upload, number, string]>([
    ['a chunked body', { body: new Blob([zip]).stream(), duplex: 'half' }, 501, '<Code>NotImplemented</Code>'],
    [
      'another content type',
      { body: zip, headers: { 'content-type': 'application/octet-stream' } },
      403,
      '<Code>SignatureDoesNotMatch</Code>',
    ],
    [
      'the API key',
      { body: zip, headers: { authorization: `Bearer ${SANDBOX_API_KEY}` } },
      400,
      '<Code>InvalidArgument</Code>',
    ],
  ])('%s', async (_, init, status, code) => {
    const { upload_url } = await reserve();
    expect(await put(upload_url, init)).toEqual({ status, text: expect.stringContaining(code) });
    expect(doksi.uploads).toEqual([]);
  });

  it.each<[string, RegExp, string]>([
    ['signature', /X-Amz-Signature=./, 'X-Amz-Signature=g'],
    ['lifetime', /X-Amz-Expires=3600/, 'X-Amz-Expires=99999'],
    ['path', /upl_0001/, 'upl_9999'],
    ['query', /\?.*/, ''],
  ])('a URL with a forged %s', async (_, genuine, forged) => {
    const { upload_url } = await reserve();
    expect(await put(upload_url.replace(genuine, forged), { body: zip })).toEqual({
      status: 403,
      text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    });
  });

  it('a URL that is over an hour old', async () => {
    const { upload_url } = await reserve();
    clockMs += 3600_001;
    expect(await put(upload_url, { body: zip })).toEqual({
      status: 403,
      text: expect.stringContaining('<Message>Request has expired</Message>'),
    });
  });

  it.each([
    ['without a length', 'Connection: close\r\n', '', '411 Length Required'],
    ['longer than announced', 'Content-Length: 4\r\n', 'too long', '400 Bad Request'],
    ['shorter than announced', 'Content-Length: 9\r\n', 'short', '400 Bad Request'],
    ['above 5 GiB', 'Content-Length: 5368709121\r\n', '', '<Code>EntityTooLarge</Code>'],
  ])('a body %s', async (_, header, body, answer) => {
    const { upload_url } = await reserve();
    const { pathname, search, port, host } = new URL(upload_url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(
      `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/zip\r\n${header}\r\n${body}`,
    );
    expect(await text(socket)).toContain(answer);
    expect(doksi.uploads).toEqual([]);
  });
});
