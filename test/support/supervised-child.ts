import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { announceReady, untilStopped } from '../../local/supervision/child-side';

/**
 * A small program for the tests of supervision: answers its pid over HTTP on the given port and behaves as its second
 * argument says.
 */
const [port = '0', behaviour = 'obedient'] = process.argv.slice(2);
const server = createServer((_, response) => response.end(String(process.pid)));

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address() as AddressInfo;
  if (behaviour === 'first-line') console.log(JSON.stringify({ port: address.port }));
  else if (behaviour !== 'silent') announceReady({ port: address.port });
});

if (behaviour === 'crashing') {
  console.error('out of luck');
  process.exit(3);
}
if (behaviour === 'stubborn') process.on('SIGTERM', () => undefined);
else void untilStopped().then(() => process.exit(0));
