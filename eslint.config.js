import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['node_modules/', 'dist/', 'out/', '.vite/', 'test-results/', 'playwright-report/', 'coverage/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // These need types, and are worth the time: a promise that nobody waits for is a change that is half made.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='parseFloat'], CallExpression[callee.property.name='parseFloat']",
          message: 'Money never passes through a float: see src/shared/money.ts.',
        },
        {
          selector: "CallExpression[callee.property.name='toFixed'] > MemberExpression > Identifier[name=/[mM]inor$/]",
          message: 'Amounts are formatted from their minor units: see src/shared/money.ts.',
        },
      ],
    },
  },
  {
    // Logs go through the Logger port, which drops private fields; hosts may speak to the terminal.
    files: ['src/core/**/*.ts', 'src/renderer/**/*.{ts,tsx}', 'src/shared/**/*.ts', 'src/workers/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-unused-vars': 'error', 'no-var': 'error' },
  },
);
