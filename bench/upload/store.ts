// A Doksi that takes everything and keeps nothing, so that the sender is what is measured. A process of its own.
import { createServer } from 'node:http';

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/targets': { target_id: 'tgt' },
  '/runs': { run_id: 'run', results: [] },
};

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const upload = { upload_id: 'upl', upload_url: `http://${request.headers.host ?? ''}/store` };
    const body = request.url === '/uploads' ? upload : (ANSWERS[request.url ?? ''] ?? {});
    response.end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
