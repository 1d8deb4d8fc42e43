/** The microphone from the button to the transaction, with a made-up microphone and a recorded transcript. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, visit } from './app-fixture.ts';
import config from '../../playwright.config.ts';

const SENTENCE = 'Spent 12.50 on lunch at Chipotle';
const launch = config.use?.launchOptions;

/** A second of a tone and then silence, as 16 bit WAV at 16 kHz. */
function wav(): string {
  const samples = Int16Array.from({ length: 16_000 * 6 }, (_, at) =>
    at > 16_000 && at < 32_000 ? 9000 * Math.sin(at / 8) : 20 * Math.sin(at * at),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  const file = join(mkdtempSync(join(tmpdir(), 'saldo-voice-')), 'sentence.wav');
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return file;
}

function modelFolder(dataDir: string): string {
  const folder = join(dataDir, 'whisper-base');
  mkdirSync(folder);
  for (const name of ['base-encoder.int8.onnx', 'base-decoder.int8.onnx', 'base-tokens.txt']) {
    writeFileSync(join(folder, name), Buffer.alloc(5000, 1));
  }
  return folder;
}

test.use({
  launchOptions: {
    ...launch,
    args: [
      ...(launch?.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${wav()}`,
    ],
  },
});

test.describe('with a speech model', () => {
  test.use({ host: async ({}, use) => use(['tests/e2e/stand-in-host.ts', SENTENCE]) });

  test('what is said is in the box, understood, and added on Enter', async ({ page, app }) => {
    await app.onboard('EUR');
    await app.client.speech.chooseFolder({ folder: modelFolder(app.dataDir) });
    await visit(page, app, '#/transactions');
    await page.keyboard.press('q');
    await page.getByRole('button', { name: 'Say it' }).click();
    await expect(page.getByText('Listening.')).toBeVisible();
    // Nobody ends it: the pause does.
    await expect(page.getByLabel('Sentence')).toHaveValue(SENTENCE);
    await expect(page.getByLabel('Payee')).toHaveValue('Chipotle');
    await page.getByLabel('Sentence').press('Enter');
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Chipotle' })).toContainText('−12.50');
  });

  test('stopping early keeps what was said, closing throws it away', async ({ page, app }) => {
    await app.onboard('EUR');
    await app.client.speech.chooseFolder({ folder: modelFolder(app.dataDir) });
    await visit(page, app, '#/transactions');
    await page.keyboard.press('q');
    await page.getByRole('button', { name: 'Say it' }).click();
    await expect(page.getByRole('button', { name: 'Stop listening' })).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Stop listening' }).click();
    await expect(page.getByRole('button', { name: 'Say it' })).toBeEnabled();
    await page.getByRole('button', { name: 'Say it' }).click();
    await expect(page.getByText('Listening.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('q');
    await expect(page.getByLabel('Sentence')).toHaveValue('');
  });

  test('the settings show the model and forget it', async ({ page, app }) => {
    await app.onboard('EUR');
    await visit(page, app, '#/settings');
    const voice = page.getByRole('region', { name: 'Voice' });
    await voice.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByLabel('Folder').fill('/nowhere');
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect(page.getByText('There is no folder /nowhere.')).toBeVisible();
    await page.getByLabel('Folder').fill(modelFolder(app.dataDir));
    await page.keyboard.press('Enter');
    await expect(voice.getByText('ready')).toBeVisible();
    await voice.getByRole('button', { name: 'Forget' }).click();
    await expect(voice.getByRole('button', { name: 'Choose a folder…' })).toBeVisible();
  });
});

test('with no model the button explains, leads to the settings, and typing works', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/transactions');
  await page.keyboard.press('q');
  await page.getByRole('button', { name: 'Say it: not set up yet' }).click();
  await expect(page.getByText('Saldo needs a speech model')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await page.getByRole('link', { name: 'Set up voice' }).click();
  await expect(page.getByRole('region', { name: 'Voice' })).toBeInViewport();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a download is described before it begins, and settings have nothing serious for axe', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/settings');
  await page.getByRole('button', { name: 'Download Whisper base' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('161 MB');
  await expect(dialog).toContainText('huggingface.co');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const { violations } = await new AxeBuilder({ page }).include('#voice').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('the browser’s own recogniser is used where it works on the device, and only there', async ({ page, app }) => {
  await app.onboard('EUR');
  await page.addInitScript((sentence) => {
    class Recognition extends EventTarget {
      static available = async ({ processLocally }: { processLocally: boolean }) => (processLocally ? 'available' : 'unavailable');
      onresult: ((event: unknown) => void) | null = null;
      onend: (() => void) | null = null;
      private local = false;
      get processLocally() {
        return this.local;
      }
      set processLocally(value: boolean) {
        this.local = value;
      }
      start() {
        setTimeout(() => {
          if (this.local) this.onresult?.({ results: [[{ transcript: sentence }]] });
          this.onend?.();
        }, 300);
      }
      stop() {}
      abort() {}
    }
    Object.assign(window, { SpeechRecognition: Recognition });
  }, SENTENCE);
  await visit(page, app, '#/transactions');
  await page.keyboard.press('q');
  await page.getByRole('button', { name: 'Say it', exact: true }).click();
  await expect(page.getByLabel('Sentence')).toHaveValue(SENTENCE);
});
