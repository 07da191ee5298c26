import { z } from 'zod';
import { externalIds } from './external-id.ts';
import {
  idOf,
  languageTag,
  list,
  longText,
  type RecordStamps,
  recordStamps,
  shortText,
} from './primitives.ts';
import { terms } from './terms.ts';
import { FuzzyTime, FuzzyTimeInput, resolveTime } from './time/fuzzy-time.ts';

export const ActorTypeTerms = terms('ActorType', 'Type of the actor.', {
  person: 'One human being.',
  organization: 'An organisation of no other type.',
  government: 'A state or its government.',
  state_agency: 'A ministry, service, investigator or other body of a state.',
  state_force: 'Armed forces or police of a state.',
  armed_group: 'An armed organisation that is not a state.',
  criminal_group: 'An organisation formed for crime.',
  company: 'A business.',
  media: 'A publisher, broadcaster, news agency or channel.',
  igo: 'An intergovernmental organisation.',
  ngo: 'A non-governmental organisation.',
  court: 'A court or tribunal.',
  political_party: 'A political party or movement.',
  identity_group: 'A people, faith or other group sharing an identity.',
  civilians: 'Civilians as a group.',
  protesters: 'People protesting together.',
  collective: 'Several actors that the sources treat as one.',
  unidentified: 'An actor of unknown type.',
});
export const ActorType = ActorTypeTerms.schema;

export const ActorIdentityTerms = terms('ActorIdentity', 'How the actor is identified.', {
  named: 'The sources give a name.',
  unnamed: 'One particular actor whose name the sources do not give.',
  described: 'The sources describe the actor (by origin, office or deed) instead of naming it.',
  collective: 'Several actors that the sources mention together.',
});
export const ActorIdentity = ActorIdentityTerms.schema;

export const NameKindTerms = terms('NameKind', 'Kind of the name.', {
  primary: 'The main name of the actor.',
  alias: 'Another name in use.',
  former: 'A name no longer in use.',
  acronym: 'A short form made of initials.',
  transliteration: 'The name in another script.',
  translation: 'The name in another language.',
  description: 'A description used instead of a name.',
});
const NameKind = NameKindTerms.schema;

export const ActorRelationTypeTerms = terms('ActorRelationType', 'Relation of an actor to another actor.', {
  part_of: 'The actor is a part of the other.',
  member_of: 'The actor is a member of the other.',
  affiliated_with: 'The actor is a branch, affiliate or follower of the other.',
  leads: 'The actor leads the other.',
  employed_by: 'The actor works for the other.',
  spokesperson_for: 'The actor speaks for the other.',
  supports: 'The actor supports the other.',
  opposes: 'The actor opposes the other.',
  split_from: 'The actor split from the other.',
  succeeded_by: 'The other actor succeeded this one.',
  family_of: 'The actors are relatives.',
});
const ActorRelationType = ActorRelationTypeTerms.schema;

/** The relations that `includeAffiliates` follows, from an actor to the actor that it belongs to. */
export const affiliationTypes = ['part_of', 'member_of', 'affiliated_with'] as const;

const ActorName = z
  .strictObject({
    value: shortText().meta({ description: 'The name as written.' }),
    kind: NameKind,
    lang: languageTag().nullable(),
  })
  .meta({
    id: 'ActorName',
    description: 'A name of an actor.',
    examples: [{ value: 'ISIS-K', kind: 'acronym', lang: 'en' }],
  });

const ActorNameInput = z
  .strictObject({
    value: shortText().meta({ description: 'The name as written.' }),
    kind: NameKind,
    lang: languageTag().optional(),
  })
  .meta({ id: 'ActorNameInput', description: 'A name of an actor, as written in a dataset file.' });

const claimIds = 'Claims that support this relation.';

const ActorRelationInput = z
  .strictObject({
    type: ActorRelationType,
    actorId: idOf('the other actor'),
    during: FuzzyTimeInput.optional().meta({ description: 'Time of the relation.' }),
    claimIds: list(idOf('a claim')).optional().meta({ description: claimIds }),
  })
  .meta({ id: 'ActorRelationInput', description: 'A relation of an actor, as written in a dataset file.' });

const ActorRelation = z
  .strictObject({
    type: ActorRelationType,
    actorId: idOf('the other actor'),
    during: FuzzyTime.nullable().meta({ description: 'Time of the relation; null if not known.' }),
    claimIds: list(idOf('a claim')).meta({ description: claimIds }),
  })
  .meta({
    id: 'ActorRelation',
    description: 'A relation of an actor to another actor.',
    examples: [{ type: 'affiliated_with', actorId: 'isis', during: null, claimIds: [] }],
  });

const written = {
  id: idOf('the actor'),
  type: ActorType,
  name: shortText().meta({
    description: 'The name to display: a proper name, or a description if there is none.',
  }),
};
const description = 'Description of the actor in the words of the editor.';
const subtype = idOf('the subtype');
const subtypeText = 'Id of the subtype, which its dataset declares, such as `local_militia`.';

export const ActorInput = z
  .strictObject({
    ...written,
    subtype: subtype.optional().meta({ description: subtypeText }),
    identity: ActorIdentity.optional(),
    description: longText().optional().meta({ description }),
    names: list(ActorNameInput).optional().meta({ description: 'Other names.' }),
    externalIds: externalIds().optional(),
    relations: list(ActorRelationInput).optional().meta({ description: 'Relations to other actors.' }),
  })
  .meta({ id: 'ActorInput', description: 'An actor, as written in a dataset file.' });
export type ActorInput = z.infer<typeof ActorInput>;

export const Actor = z
  .strictObject({
    ...written,
    subtype: subtype.nullable().meta({ description: `${subtypeText} Null if it has none.` }),
    identity: ActorIdentity,
    description: longText().nullable().meta({ description }),
    names: list(ActorName).meta({ description: 'Other names.' }),
    externalIds: externalIds(),
    relations: list(ActorRelation).meta({ description: 'Relations to other actors.' }),
    ...recordStamps,
  })
  .meta({
    id: 'Actor',
    description: 'A person, organisation, state body, armed group or collective that acts or speaks.',
  });
export type Actor = z.infer<typeof Actor>;

/** Returns an actor as the API returns it. */
export function renderActor(input: ActorInput, stamps: RecordStamps): Actor {
  return {
    id: input.id,
    type: input.type,
    subtype: input.subtype ?? null,
    name: input.name,
    identity: input.identity ?? 'named',
    description: input.description ?? null,
    names: (input.names ?? []).map((name) => ({ ...name, lang: name.lang ?? null })),
    externalIds: input.externalIds ?? [],
    relations: (input.relations ?? []).map((relation) => ({
      type: relation.type,
      actorId: relation.actorId,
      during: relation.during ? resolveTime(relation.during) : null,
      claimIds: relation.claimIds ?? [],
    })),
    ...stamps,
  };
}
