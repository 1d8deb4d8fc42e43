import { DomainError } from '#shared/contract/errors.ts';
import type { Profile, ProfileDraft } from '#shared/contract/profile.ts';
import { newIdBytes } from '#shared/ids.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { AttachmentStore, Clock } from '../../ports.ts';
import { amountColumns, readProfile, type AmountField } from './repository.ts';

interface ProfileServiceOptions {
  ledger: Ledger;
  clock: Clock;
  store: AttachmentStore;
  baseCurrency: () => string | null;
  rates: () => RateBook;
}

const MAX_AVATAR_BYTES = 5_000_000;
const fields = Object.keys(amountColumns) as AmountField[];

export function createProfileService({ ledger, clock, store, baseCurrency, rates }: ProfileServiceOptions) {
  const currencyNow = (): string => baseCurrency() ?? 'EUR';

  const write = (writer: Writer, columns: Row): void => {
    const existing = readProfile(writer.db);
    if (existing) writer.update('profile', existing.id, columns);
    else writer.insert('profile', { id: newIdBytes(), currency: currencyNow(), ...columns });
  };

  return {
    get(): Profile {
      const row = readProfile(ledger.read);
      const currency = currencyNow();
      const amount = (field: AmountField): number | null => {
        const minor = row?.[amountColumns[field]] ?? null;
        if (minor === null || row === undefined || row.currency === currency) return minor;
        return rates().convert(minor, row.currency, currency, clock.today())?.amountMinor ?? null;
      };
      return {
        name: row?.name ?? '',
        occupation: row?.occupation ?? '',
        bornOn: row?.born_on ?? null,
        currency,
        avatar: row?.avatar_sha256 ?? null,
        ...(Object.fromEntries(fields.map((field) => [field, amount(field)])) as Record<AmountField, number | null>),
      };
    },

    async update(draft: ProfileDraft) {
      const { change } = await ledger.commit({ label: 'Changed the profile' }, (writer) => {
        const amounts = Object.fromEntries(fields.map((field) => [amountColumns[field], draft[field]]));
        write(writer, { name: draft.name, occupation: draft.occupation, born_on: draft.bornOn, currency: currencyNow(), ...amounts });
      });
      return change;
    },

    /** The file is kept before the row that names it. */
    async setAvatar(bytes: Uint8Array) {
      const mediaType = pictureType(bytes);
      if (mediaType === null) throw new DomainError('INVALID', 'The picture is a PNG, JPEG or WebP file.', 'file');
      if (bytes.length > MAX_AVATAR_BYTES) throw new DomainError('INVALID', 'The picture is larger than 5 MB. Choose a smaller one.', 'file');
      const sha256 = await store.put(bytes);
      const { change } = await ledger.commit({ label: 'Changed the picture' }, (writer) =>
        write(writer, { avatar_sha256: sha256, avatar_media_type: mediaType }),
      );
      return change;
    },

    async removeAvatar() {
      const { change } = await ledger.commit({ label: 'Removed the picture' }, (writer) =>
        write(writer, { avatar_sha256: null, avatar_media_type: null }),
      );
      return change;
    },

    async avatar(): Promise<File> {
      const row = readProfile(ledger.read);
      const bytes = row?.avatar_sha256 ? await store.get(row.avatar_sha256) : null;
      if (!bytes) throw new DomainError('NOT_FOUND', 'There is no picture.');
      return new File([bytes as Uint8Array<ArrayBuffer>], 'avatar', { type: row?.avatar_media_type ?? 'application/octet-stream' });
    },
  };
}

export type ProfileService = ReturnType<typeof createProfileService>;

/** By the first bytes: a name can say anything. */
function pictureType(bytes: Uint8Array): string | null {
  const begins = (...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  const text = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  return text(0) === 'RIFF' && text(8) === 'WEBP' ? 'image/webp' : null;
}
