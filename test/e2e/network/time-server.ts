import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** A small SNTP server, which lives in the test's network and tells this machine's time. Its arguments are its addresses. */

const secondsFrom1900To1970 = 2_208_988_800;

for (const own of process.argv.slice(2)) {
  const socket = createSocket(isIPv6(own) ? 'udp6' : 'udp4');
  socket.on('message', (question, { address, port }) => {
    if (question.length >= 48) socket.send(answerTo(question), port, address);
  });
  socket.bind(123, own);
}

function answerTo(question: Buffer): Buffer {
  const answer = Buffer.alloc(48);
  // No leap second, version 4, a server; of stratum 1, with a precision of 2^-10 s.
  answer[0] = 0x24;
  answer[1] = 1;
  answer.writeInt8(-10, 3);
  answer.write('TEST', 12, 'ascii');
  // The client's transmit time comes back as the originate time.
  question.copy(answer, 24, 40, 48);
  for (const offset of [16, 32, 40]) writeTime(answer, offset);
  return answer;
}

function writeTime(packet: Buffer, offset: number): void {
  const now = Date.now() / 1000;
  packet.writeUInt32BE(Math.floor(now) + secondsFrom1900To1970, offset);
  packet.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), offset + 4);
}
