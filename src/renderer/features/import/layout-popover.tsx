import { useState } from 'react';
import type { CsvMapping, DateOrder } from '#shared/contract/csv-mapping.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Select } from '../../ui/select.tsx';

interface LayoutPopoverProps {
  mapping: CsvMapping;
  /** The account's currency, or the user's own. */
  currency: string;
  onChange: (change: Partial<CsvMapping>) => void;
}

const dateOrders: { value: DateOrder; label: string }[] = [
  { value: 'dmy', label: 'Day first' },
  { value: 'mdy', label: 'Month first' },
  { value: 'ymd', label: 'Year first' },
  { value: 'ydm', label: 'Year, day, month' },
];
const decimals: { value: '.' | ','; label: string }[] = [
  { value: '.', label: 'Point: 1.50' },
  { value: ',', label: 'Comma: 1,50' },
];

/** How the file is written, apart from its columns. Every change reads it again. */
export function LayoutPopover({ mapping, currency, onChange: put }: LayoutPopoverProps) {
  return (
    <Popover label="Layout of the file" align="end" className="w-80 p-4" trigger={<Button>Layout</Button>}>
      <div className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Dates">
            {(ids) => (
              <Select
                {...ids}
                placeholder="Not decided"
                value={mapping.dateOrder}
                options={dateOrders}
                onChange={(dateOrder) => put({ dateOrder })}
              />
            )}
          </Field>
          <Field label="Decimals">
            {(ids) => (
              <Select
                {...ids}
                placeholder="Not decided"
                value={mapping.decimal}
                options={decimals}
                onChange={(decimal) => put({ decimal })}
              />
            )}
          </Field>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Currency">
            {(ids) => <CurrencyPicker {...ids} value={mapping.currency ?? currency} onChange={(code) => put({ currency: code })} />}
          </Field>
          <Field label="Lines to skip">
            {(ids) => <SkipLines {...ids} value={mapping.skipLines} onChange={(skipLines) => put({ skipLines })} />}
          </Field>
        </div>
        <Toggle label="The first line names the columns" checked={mapping.hasHeader} onChange={(hasHeader) => put({ hasHeader })} />
        <Toggle
          label="Spending is written as positive"
          checked={mapping.invertAmounts === true}
          onChange={(invertAmounts) => put({ invertAmounts })}
        />
        {mapping.amountStyle === 'amount-sign' && (
          <div className="grid grid-cols-2 gap-3">
            <Field label="Money out is marked">
              {(ids) => (
                <Words
                  {...ids}
                  value={mapping.signValues.debit}
                  onChange={(debit) => put({ signValues: { ...mapping.signValues, debit } })}
                />
              )}
            </Field>
            <Field label="Money in is marked">
              {(ids) => (
                <Words
                  {...ids}
                  value={mapping.signValues.credit}
                  onChange={(credit) => put({ signValues: { ...mapping.signValues, credit } })}
                />
              )}
            </Field>
          </div>
        )}
      </div>
    </Popover>
  );
}

function Toggle({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="flex items-center gap-2">
      <Checkbox checked={checked} onChange={onChange} />
      {label}
    </label>
  );
}

interface TextSettingProps<T> {
  id: string;
  value: T;
  onChange: (value: T) => void;
}

/** Told when it is left or Enter is pressed: reading the file after every digit would be too often. */
function SkipLines({ value, onChange, ...rest }: TextSettingProps<number | null>) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const tell = () => {
    const lines = text.trim() === '' ? null : Number(text);
    if (lines === value || (lines !== null && !(Number.isInteger(lines) && lines >= 0))) return;
    onChange(lines);
  };
  return (
    <Input
      {...rest}
      inputMode="numeric"
      placeholder="Found by itself"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === 'Enter' && tell()}
    />
  );
}

function Words({ value, onChange, ...rest }: TextSettingProps<string[]>) {
  const [text, setText] = useState(value.join(', '));
  const tell = () => {
    const words = text.split(',').map((word) => word.trim().toLowerCase());
    if (words.join(', ') !== value.join(', ')) onChange(words);
  };
  return (
    <Input
      {...rest}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={tell}
      onKeyDown={(event) => event.key === 'Enter' && tell()}
    />
  );
}
