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
  Location: class { constructor(uri, range) { Object.assign(this, { uri, range }); } },
  WorkspaceEdit: class { edits = []; replace(uri, range, text) { this.edits.push([uri.toString().split('/').pop(), text]); } },
  CodeAction: class { constructor(title, kind) { Object.assign(this, { title, kind }); } },
  CodeActionKind: { Empty: { append: (kind) => kind } },
  Uri: { parse: (text) => ({ toString: () => text }) },
  env: { language: 'zh-cn' },
  window: { showErrorMessage: (text) => { console.error(text); process.exit(1); } },
  languages: {
    match: () => 1,
    createDiagnosticCollection: () => ({ set: (where, faults) => faults.length && providers.told(faults), dispose() {} }),
    registerCompletionItemProvider: (_, one) => { providers.complete = one; },
    registerHoverProvider: (_, one) => { providers.hover = one; },
    registerDefinitionProvider: (_, one) => { providers.definition = one; },
    registerRenameProvider: (_, one) => { providers.rename = one; },
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
  const lines = document.getText().split('\n');
  const on = (word) => { const line = lines.findIndex((one) => one.includes(word)); return { line, character: lines[line].indexOf(word) + 1 }; };
  const definition = await providers.definition.provideDefinition(document, on('liuhao-xilie'));
  console.log('definition', definition.uri.toString().split('/').slice(-2).join('/'));
  const edit = await providers.rename.provideRenameEdits(document, on('结对帮扶'), '结对');
  console.log('rename', JSON.stringify(edit.edits));
  await providers.rename.prepareRename(document, on('标题')).catch((fault) => console.log('no rename:', fault.message));
  await providers.rename.provideRenameEdits(document, on('结对帮扶'), ' ').catch((fault) => console.log('refused:', fault.message));
  const actions = await providers.actions.provideCodeActions(document, { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } });
  for (const one of actions) console.log('action', one.kind, one.title, JSON.stringify(one.edit.edits));
  await extension.deactivate();
  setTimeout(() => process.exit(0), 200).unref();
})();
