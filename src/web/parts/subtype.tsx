import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { termWords } from '../time/words.ts';
import { Text } from './text.tsx';

/** The name of a subtype, as its dataset declares it. Until the vocabulary is there, the id stands for it. */
export function Subtype({ id, many = false }: { id: string; many?: boolean }) {
  const label = useResource(`subtype ${id}`, async (signal) => {
    const { subtypes } = await claimline.getVocabulary({ signal });
    return subtypes.find((subtype) => subtype.id === id)?.label;
  });
  return <Text>{label.value?.[many ? 'many' : 'one'] ?? termWords(id)}</Text>;
}
