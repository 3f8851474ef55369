// Runs editors/vscode/extension.js with an editor of straw: node tests/vscode.cjs PROGRAM FILE. It prints what the editor is told.
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

const [program, file] = process.argv.slice(2);
const uri = { toString: () => pathToFileURL(file).href };
const document = { uri, languageId: 'markdown', version: 1, getText: () => readFileSync(file, 'utf8') };
const providers = {};
const told = new Promise((resolve) => { providers.told = resolve; });
const on = () => ({ dispose() {} });
const vscode = {
  Range: class { constructor(...places) { this.places = places; } },
  Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
  CompletionItem: class { constructor(label, kind) { Object.assign(this, { label, kind }); } },
  MarkdownString: class { constructor(value) { this.value = value; } },
  Hover: class { constructor(contents, range) { Object.assign(this, { contents, range }); } },
  Uri: { parse: (text) => ({ toString: () => text }) },
  env: { language: 'zh-cn' },
  window: { showErrorMessage: (text) => { console.error(text); process.exit(1); } },
  languages: {
    match: () => 1,
    createDiagnosticCollection: () => ({ set: (where, faults) => faults.length && providers.told(faults), dispose() {} }),
    registerCompletionItemProvider: (_, one) => { providers.complete = one; },
    registerHoverProvider: (_, one) => { providers.hover = one; },
    registerCodeActionsProvider: (_, one) => { providers.actions = one; },
  },
  workspace: {
    getConfiguration: () => ({ get: () => program }), workspaceFolders: [], textDocuments: [document],
    onDidOpenTextDocument: on, onDidChangeTextDocument: on, onDidSaveTextDocument: on, onDidCloseTextDocument: on,
  },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

(async () => {
  const extension = require('../editors/vscode/extension.js');
  await extension.activate({ subscriptions: [] });
  for (const fault of await told) console.log(fault.code, fault.range.places.slice(0, 2).join(':'), fault.message);
  const hover = await providers.hover.provideHover(document, { line: 1, character: 0 });
  console.log(hover.contents.value);
  const items = await providers.complete.provideCompletionItems(document, { line: 1, character: 1 });
  console.log(items.map((one) => one.label).join(' '));
  await extension.deactivate();
  setTimeout(() => process.exit(0), 200).unref();
})();
