import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../client.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { offerUndo } from '../shell/undo.ts';

export function useAccountActions() {
  const accounts = useAccounts();
  const undoable = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const reopen = useMutation(orpc.accounts.reopen.mutationOptions(undoable));
  const remove = useMutation(orpc.accounts.remove.mutationOptions(undoable));
  const reorder = useMutation(orpc.accounts.reorder.mutationOptions());
  return {
    reopen: (id: string) => reopen.mutate({ id }),
    remove: (id: string) => remove.mutate({ id }),
    /** Moves an account past its neighbour among `group`: up (-1) or down (1). */
    move(id: string, by: -1 | 1, group: readonly { id: string }[]) {
      const other = group[group.findIndex((each) => each.id === id) + by];
      if (!other) return;
      const ids = accounts.list.map((account) => account.id);
      const [from, to] = [ids.indexOf(id), ids.indexOf(other.id)];
      ids.splice(to, 0, ...ids.splice(from, 1));
      reorder.mutate({ ids });
    },
  };
}
