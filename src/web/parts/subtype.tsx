import { termWords } from '../time/words.ts';
import { Text } from './text.tsx';
import { useVocabulary } from './vocabulary.ts';

/** The name of a subtype, as its dataset declares it. Until the vocabulary has loaded, it shows the id. */
export function Subtype({ id, many = false }: { id: string; many?: boolean }) {
  const label = useVocabulary()?.subtypes.find((subtype) => subtype.id === id)?.label;
  return <Text>{label?.[many ? 'many' : 'one'] ?? termWords(id)}</Text>;
}
