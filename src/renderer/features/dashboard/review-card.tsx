import { Link } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/use-format.ts';

export function ReviewCard({ count }: { count: number }) {
  const format = useFormat();
  return (
    <Card title="To review" className="self-start">
      {count === 0 ? (
        <p className="text-muted">Every transaction has a category that Saldo is sure of.</p>
      ) : (
        <div className="flex items-center justify-between gap-4">
          <div>
            <p className="font-[560]">{count === 1 ? '1 transaction' : `${format.count(count)} transactions`}</p>
            <p className="text-small text-muted">
              {count === 1 ? 'Its category is missing or a guess.' : 'Their category is missing or a guess.'}
            </p>
          </div>
          <Button asChild>
            <Link to="/review">Review</Link>
          </Button>
        </div>
      )}
    </Card>
  );
}
