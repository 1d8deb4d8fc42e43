import { isPlainDate } from '#shared/dates.ts';
import { answerQuestion } from '#shared/contract/csv-mapping.ts';
import type { ImportPreview } from '#shared/contract/imports.ts';
import { Button } from '../../ui/button.tsx';
import type { Format } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { reviseMapping } from './import-store.ts';

/** More choices than this are a list, not buttons. */
const AS_BUTTONS = 4;

/** What the file does not decide by itself. */
export function Questions({ preview }: { preview: ImportPreview }) {
  const format = useFormat();
  return preview.questions.map((question) => {
    const answer = async (value: string) => {
      await reviseMapping((mapping) => answerQuestion(mapping, question.kind, value));
      // The button that was pressed is gone: the keyboard goes on with what is next.
      (document.querySelector<HTMLElement>('[data-answer]') ?? document.querySelector<HTMLElement>('[data-import]'))?.focus();
    };
    const options = question.options.map((option) => ({ ...option, label: withDayInWords(option.label, format) }));
    return (
      <section
        key={question.kind}
        aria-label="A question about this file"
        className="mt-3.5 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-card border border-warning bg-surface px-4 py-3"
      >
        <p className="min-w-[240px] flex-1 basis-0">{question.message}</p>
        {options.length > AS_BUTTONS ? (
          <Select
            aria-label={question.message}
            value={null}
            placeholder="Choose"
            options={options}
            onChange={(value) => void answer(value)}
            className="w-52!"
          />
        ) : (
          <div className="flex flex-wrap gap-2">
            {options.map((option) => (
              <Button key={option.value} data-answer onClick={() => void answer(option.value)}>
                {sentenceCase(option.label)}
              </Button>
            ))}
          </div>
        )}
      </section>
    );
  });
}

/** "03.04.2026 is 2026-04-03" reads better as "is 3 April 2026". */
function withDayInWords(label: string, format: Format): string {
  return label.replace(/\b\d{4}-\d{2}-\d{2}$/, (day) => (isPlainDate(day) ? format.day(day) : day));
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
