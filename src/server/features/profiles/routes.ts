/** Profiles over HTTP. */
import { handle, type Route } from '../../http/handle.ts';
import { ownOnly } from '../../http/own-only.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal } from '../../http/scalars.ts';
import * as contract from './contract.ts';
import type { FinancialInput } from './repository.ts';
import type { ProfileService } from './service.ts';

type ReadProfile = Awaited<ReturnType<ProfileService['read']>>;

export function profileRoutes(service: ProfileService, publicUrl: () => string): Route[] {
  const avatarUrl = (id: string | null) => (id === null ? null : `${publicUrl()}/api/users/avatars/${id}/`);

  const shownProfile = (profile: ReadProfile) => ({
    id: profile.id,
    user: profile.userId,
    avatar: avatarUrl(profile.avatar),
    preferred_currency: profile.preferredCurrency,
    date_of_birth: profile.dateOfBirth,
    occupation: profile.occupation,
    annual_income: profile.annualIncomeMinor === null ? null : toDecimal(profile.annualIncomeMinor, profile.preferredCurrency),
    financial_goal: profile.financialGoal,
    investment_risk: profile.investmentRisk,
    subscription_plan: profile.plan,
  });

  async function shownFinancialInput(input: FinancialInput) {
    const currency = await service.currencyOf(input.userId);
    const amounts = contract.financialFields.map((field) => [field, toDecimal(input[field], currency)] as const);
    return { id: input.id, user: input.userId, ...(Object.fromEntries(amounts) as Record<contract.FinancialField, string>) };
  }

  return [
    handle(contract.getProfile, async ({ caller }) => ({ status: 200, body: shownProfile(await service.read(caller.id)) })),
    ...[contract.putProfile, contract.patchProfile].map((change) =>
      handle(change as typeof contract.putProfile, async ({ caller, body }) => ({
        status: 200,
        body: shownProfile(await service.change(caller.id, body)),
      })),
    ),
    handle(contract.getFinancialInput, async ({ caller }) => ({
      status: 200,
      body: await shownFinancialInput(await service.readFinancialInput(caller.id)),
    })),
    ...[contract.putFinancialInput, contract.patchFinancialInput].map((change) =>
      handle(change as typeof contract.putFinancialInput, async ({ caller, body }) => ({
        status: 200,
        body: await shownFinancialInput(await service.changeFinancialInput(caller.id, body)),
      })),
    ),
    handle(contract.getFinancialData, async ({ caller, params }) => {
      ownOnly(caller, params.user);
      return { status: 200, body: await shownFinancialInput(await service.readFinancialInput(caller.id)) };
    }),
    handle(contract.getUserData, async ({ caller }) => {
      const account = await service.account(caller.id);
      return {
        status: 200,
        body: {
          ...shownProfile(await service.read(caller.id)),
          email: account.email,
          username: account.username,
          phone_number: account.phoneNumber,
          role: account.role,
          date_joined: account.createdAt.toISOString(),
          email_verified: account.emailVerifiedAt !== null,
          second_factor: account.totpConfirmedAt !== null,
        },
      };
    }),
    handle(contract.getUserProfile, async ({ caller }) => {
      const { avatar } = await service.read(caller.id);
      return { status: 200, body: { id: caller.id, username: caller.username, avatar: avatarUrl(avatar) } };
    }),
    handle(contract.updateAvatar, async ({ caller, request }) => {
      if (!request.isMultipart()) throw new RequestError(415, 'Send the picture as multipart/form-data.');
      const file = await request.file();
      if (!file) throw new RequestError(400, 'There is no picture in the request.');
      const id = await service.setAvatar(caller.id, await file.toBuffer());
      return { status: 200, body: { message: 'Avatar updated successfully', avatar: avatarUrl(id) ?? '' } };
    }),
    handle(contract.getAvatar, async ({ params }) => ({
      status: 200,
      body: await service.avatar(params.id),
      // The address changes with the picture.
      headers: { 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'cross-origin' },
    })),
  ];
}
