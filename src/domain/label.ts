import { z } from 'zod';
import { shortText } from './primitives.ts';

/** Declares labels: the words for one thing, and for several. */

const one = shortText().meta({ description: 'The words for one, such as `house flooded`.' });
const many = shortText().meta({ description: 'The words for several, such as `houses flooded`.' });

export const Label = z.strictObject({ one, many }).meta({
  id: 'Label',
  description: 'The words for a term: for one, and for any other number.',
  examples: [{ one: 'house flooded', many: 'houses flooded' }],
});
export type Label = z.infer<typeof Label>;

export const LabelInput = z
  .strictObject({
    one,
    many: many.optional().meta({ description: `The words for several; \`one\` if absent.` }),
  })
  .meta({ id: 'LabelInput', description: 'The words for a term, as written in a dataset file.' });

/** Returns a written label with the words for several. */
export const labelOf = ({ one, many = one }: z.infer<typeof LabelInput>): Label => ({ one, many });
