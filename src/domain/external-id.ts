import { z } from 'zod';
import { limits } from './limits.ts';
import { list, shortText } from './primitives.ts';

/** Identifiers of records in other registers, such as Wikidata. Every kind of record may have some. */

const scheme = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, {
    error: 'must be the name of a register: 1 to 64 of a-z, 0-9, ".", "_", "-", such as "wikidata"',
  })
  .meta({ description: 'The register that issued the identifier, such as `wikidata`.' });

const ExternalId = z
  .strictObject({
    scheme,
    id: shortText().meta({ description: 'The identifier in that register.' }),
  })
  .meta({
    id: 'ExternalId',
    description: 'An identifier of the record in another register.',
    examples: [{ scheme: 'wikidata', id: 'Q2429253' }],
  });
export type ExternalId = z.infer<typeof ExternalId>;

export const externalIds = () => list(ExternalId).meta({ description: 'Identifiers in other registers.' });

/** Returns the schema of an identifier in one text, register first: `wikidata:Q2429253`. */
export const externalReference = () =>
  z
    .string()
    .max(limits.nameMaxChars + 65)
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}:\S/, {
      error: 'must be a register and an identifier, such as "wikidata:Q2429253"',
    })
    .meta({ description: 'Register and identifier, such as `wikidata:Q2429253`.' });
