// nlp.js on lines of label<TAB>text, for nlp-models/bench/compare: node nlpjs.js learn|speed PATH
// learn: trains on PATH.train.tsv, keeps PATH.nlpjs.json, prints the accuracy on PATH.dev.tsv
// speed: microseconds a message of PATH.dev.tsv, after as many messages of warming up
const fs = require('fs');
const { containerBootstrap } = require('@nlpjs/core');
const { Nlp } = require('@nlpjs/nlp');
const { LangZh } = require('@nlpjs/lang-zh');

const [job, path] = process.argv.slice(2);
const rows = (file) =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split(/\t(.*)/s).slice(0, 2));

async function main() {
  const log = console.log;
  console.log = console.error; // it reports its training there
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangZh);
  const nlp = container.get('nlp');
  Object.assign(nlp.settings, { autoSave: false, autoLoad: false, forceNER: false, threshold: 0 });
  const asked = rows(`${path}.dev.tsv`);
  nlp.addLanguage('zh');
  if (job === 'learn') {
    rows(`${path}.train.tsv`).forEach(([label, text]) => nlp.addDocument('zh', text, label));
    await nlp.train();
    fs.writeFileSync(`${path}.nlpjs.json`, nlp.export(false));
    let right = 0;
    for (const [label, text] of asked) {
      right += (await best(nlp, text)) === label ? 1 : 0;
    }
    log(JSON.stringify({ accuracy: Math.round((right / asked.length) * 1e4) / 1e4 }));
  } else {
    nlp.import(fs.readFileSync(`${path}.nlpjs.json`, 'utf8'));
    const texts = asked.map(([, text]) => text).slice(0, 1500);
    for (const text of texts) await best(nlp, text);
    const begun = process.hrtime.bigint();
    for (const text of texts) await best(nlp, text);
    const nanos = Number(process.hrtime.bigint() - begun);
    log(JSON.stringify({ micros: Math.round(nanos / 100 / texts.length) / 10 }));
  }
}

// The best label; its None, which stands for "nothing of all this", is no label of ours.
async function best(nlp, text) {
  const { classifications } = await nlp.process('zh', text);
  return classifications.map((c) => c.intent).find((intent) => intent !== 'None');
}

main();
