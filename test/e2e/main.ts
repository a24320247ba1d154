import { listRows } from './harness/list.js';
import { tableNames } from './harness/table.js';
import { tables } from './registry.js';

const usage = `usage: node build/e2e/main.js TABLE [options]
       node build/e2e/main.js --list

  TABLE   ${tableNames.join(', ')}: what its options are, it says itself, at --help
  --list  print the rows of all tables: name, guest, what it took last, what it proves`;

const [word, ...argv] = process.argv.slice(2);
const table = tableNames.find((name) => name === word);
if (table !== undefined) process.exitCode = await tables[table].run(argv);
else if (word === '--list')
  for (const name of tableNames) {
    console.log(`${name === tableNames[0] ? '' : '\n'}${name}`);
    listRows(name, tables[name].rows, tables[name].skipped);
  }
else {
  console.error(usage);
  process.exitCode = 2;
}
