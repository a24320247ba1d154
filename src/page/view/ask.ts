import type { Answer, Answered, Asked, Question, Questions } from '../protocol.js';

const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
let asked = 0;

function start(): Worker {
  const worker = new Worker(
    URL.createObjectURL(new Blob([document.getElementById('worker')?.textContent ?? ''], { type: 'text/javascript' })),
  );
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if ('failure' in data) reject?.(new Error(data.failure));
    else resolve?.(data.answer);
  });
  return worker;
}

const worker = start();

/** Asks the worker, where all the work is done. */
export function ask<Q extends Question>(question: Q, ...given: Parameters<Questions[Q]>): Promise<Answer<Q>> {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject });
    worker.postMessage({ id, question, given } satisfies Asked);
  });
}
