// Starts `liuhao lsp` and carries its messages: faults, completion, hover, mends. No dependency, no network, nothing collected.
const { spawn } = require('node:child_process');
const vscode = require('vscode');

const FILES = [{ scheme: 'file', pattern: '**/*.{md,markdown}' }, { scheme: 'file', pattern: '**/{site,terms,theme}.yaml' }];
const SEVERITY = [0, 0, 1, 2, 3];
let server, faults, next = 0, rest = Buffer.alloc(0);
const waiting = new Map();

const send = (message) => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  server?.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
};
const tell = (method, params) => send({ method, params });
const ask = (method, params) => new Promise((resolve, reject) => { waiting.set(++next, { resolve, reject }); send({ id: next, method, params }); });
const range = (r) => new vscode.Range(r.start.line, r.start.character, r.end.line, r.end.character);
const at = (document, position) => ({ textDocument: { uri: document.uri.toString() }, position });
const edited = (changes) => {
  const all = new vscode.WorkspaceEdit();
  for (const [uri, edits] of Object.entries(changes)) edits.forEach((edit) => all.replace(vscode.Uri.parse(uri), range(edit.range), edit.newText));
  return all;
};
const isOurs = (document) => vscode.languages.match(FILES, document) > 0;

function hear(data) {
  rest = Buffer.concat([rest, data]);
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    const length = end < 0 ? NaN : Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, end))?.[1]);
    if (!(rest.length >= end + 4 + length)) return;
    const message = JSON.parse(rest.subarray(end + 4, end + 4 + length));
    rest = rest.subarray(end + 4 + length);
    const asked = waiting.get(message.id);
    if (asked && message.error) asked.reject(new Error(message.error.message));
    else asked?.resolve(message.result);
    if (waiting.delete(message.id)) continue;
    if (message.method === 'textDocument/publishDiagnostics') show(message.params);
  }
}

function show({ uri, diagnostics }) {
  faults.set(vscode.Uri.parse(uri), diagnostics.map((one) => {
    const fault = new vscode.Diagnostic(range(one.range), one.message, SEVERITY[one.severity]);
    return Object.assign(fault, { code: one.code, source: one.source });
  }));
}

async function activate(context) {
  faults = vscode.languages.createDiagnosticCollection('liuhao');
  const language = vscode.env.language.startsWith('zh') ? 'zh' : 'en';
  server = spawn(vscode.workspace.getConfiguration('liuhao').get('path'), ['lsp', '--lang', language]);
  server.on('error', (fault) => vscode.window.showErrorMessage(`liuhao: ${fault.message}`));
  server.stdin.on('error', () => {});
  server.stdout.on('data', hear);
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? null;
  await ask('initialize', { processId: process.pid, rootUri: root, capabilities: {} });
  tell('initialized', {});
  const open = (document) => isOurs(document) && tell('textDocument/didOpen', { textDocument: { uri: document.uri.toString(), languageId: document.languageId, version: document.version, text: document.getText() } });
  const id = (document) => ({ uri: document.uri.toString() });
  vscode.workspace.textDocuments.forEach(open);
  context.subscriptions.push(faults,
    vscode.workspace.onDidOpenTextDocument(open),
    vscode.workspace.onDidChangeTextDocument(({ document }) => isOurs(document) && tell('textDocument/didChange', { textDocument: { ...id(document), version: document.version }, contentChanges: [{ text: document.getText() }] })),
    vscode.workspace.onDidSaveTextDocument((document) => isOurs(document) && tell('textDocument/didSave', { textDocument: id(document) })),
    vscode.workspace.onDidCloseTextDocument((document) => isOurs(document) && tell('textDocument/didClose', { textDocument: id(document) })),
    vscode.languages.registerCompletionItemProvider(FILES, { provideCompletionItems: async (document, position) => (await ask('textDocument/completion', at(document, position)))?.map((one) => Object.assign(new vscode.CompletionItem(one.label, one.kind - 1), { detail: one.detail, documentation: one.documentation, insertText: one.insertText })) }, ':', ' ', '{', ','),
    vscode.languages.registerHoverProvider(FILES, { provideHover: async (document, position) => { const one = await ask('textDocument/hover', at(document, position)); return one && new vscode.Hover(new vscode.MarkdownString(one.contents.value), range(one.range)); } }),
    vscode.languages.registerDefinitionProvider(FILES, { provideDefinition: async (document, position) => { const one = await ask('textDocument/definition', at(document, position)); return one && new vscode.Location(vscode.Uri.parse(one.uri), range(one.range)); } }),
    vscode.languages.registerRenameProvider(FILES, {
      prepareRename: async (document, position) => { const one = await ask('textDocument/prepareRename', at(document, position)); if (!one) throw new Error(language === 'zh' ? '只有标签能改名' : 'only a tag can be renamed'); return { ...one, range: range(one.range) }; },
      provideRenameEdits: async (document, position, newName) => edited((await ask('textDocument/rename', { ...at(document, position), newName }))?.changes ?? {}),
    }),
    vscode.languages.registerCodeActionsProvider(FILES, { provideCodeActions: async (document, where) => (await ask('textDocument/codeAction', { ...at(document), range: where, context: { diagnostics: [] } }))?.map((one) => {
      const action = new vscode.CodeAction(one.title, vscode.CodeActionKind.Empty.append(one.kind));
      action.edit = edited(one.edit.changes);
      return action;
    }) }));
}

const deactivate = async () => { await ask('shutdown', null); tell('exit', null); };
module.exports = { activate, deactivate };
