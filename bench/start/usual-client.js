// The same as plain-client.js, as it is usually written.
import { request } from 'node:http';
import { env } from 'node:process';

const sending = request(`${env['INPUT_API-URL']}/runs`, {
  method: 'POST',
  headers: { authorization: `Bearer ${env['INPUT_API-KEY']}`, 'content-type': 'application/json' },
});
sending.on('response', (response) => response.resume());
sending.end('{"matrix":[{"platform":"web","web_url":"https://staging.example.com","test_ids":["abc123"]}]}');
