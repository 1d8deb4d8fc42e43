/** Who may import whom. The picture is in CONTRIBUTING.md; tests/unit/layers.test.ts sees that a violation is found. */

/** Files of a layer may import from `allowed` layers (and packages) only; `from` and `allowed` are paths in src. */
const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^src/${from}` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((path) => `^src/${path}`) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    layer('shared-stands-alone', 'shared/', []),
    layer('domain-is-pure', 'core/domain/', ['shared/']),
    layer('statements-know-the-domain', 'core/statements/', ['core/domain/', 'shared/']),
    layer('models-stay-in-the-core', 'core/ml/', ['core/domain/', 'core/statements/', 'core/ports\\.ts$', 'shared/']),
    layer('ledger-stays-in-the-core', 'core/ledger/', ['core/domain/', 'core/ports\\.ts$', 'shared/']),
    layer('features-reach-out-through-ports', 'core/features/', [
      'core/domain/',
      'core/statements/',
      'core/ledger/',
      'core/ml/',
      'core/ports\\.ts$',
      'shared/',
    ]),
    layer('adapters-know-ports', 'core/adapters/', ['core/ports\\.ts$', 'core/ledger/database\\.ts$', 'core/ml/', 'shared/']),
    layer('core-knows-no-host', 'core/', ['shared/']),
    layer('workers-run-the-core', 'workers/', ['core/', 'shared/']),
    layer('electron-host-knows-the-core', 'main/', ['core/', 'shared/']),
    layer('web-host-knows-the-core', 'web/', ['core/', 'shared/']),
    layer('server-shares-domain-and-models', 'server/', [
      'core/adapters/(models|rates)/',
      'core/domain/',
      'core/ml/',
      'core/statements/',
      'renderer/ui/',
      'shared/',
    ]),
    layer('renderer-knows-contracts', 'renderer/', ['shared/']),
    layer('preload-knows-contracts', 'preload/', ['shared/']),
    {
      name: 'tables-of-others',
      comment: 'Features meet through services. The dictionary of payees has none: every row of the ledger points into it.',
      severity: 'error',
      from: { path: '^src/core/features/([^/]+)/' },
      to: { path: '^src/core/features/[^/]+/repository\\.ts$', pathNot: '^src/core/features/($1|payees)/' },
    },
    {
      name: 'electron-in-its-host',
      severity: 'error',
      from: { pathNot: '^src/(main|preload)/' },
      to: { path: ['^electron$', '(^|/)node_modules/electron/'] },
    },
    {
      name: 'sqlite-in-its-adapter',
      severity: 'error',
      from: { pathNot: '^src/core/adapters/sqlite/' },
      to: { path: ['^better-sqlite3', '(^|/)node_modules/better-sqlite3'] },
    },
    {
      name: 'no-node-in-the-page',
      severity: 'error',
      from: { path: '^src/(renderer|shared|core/domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^electron$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
};
