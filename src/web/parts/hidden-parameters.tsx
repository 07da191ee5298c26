import { type Address, addressPath } from '../state/address.ts';

/** The parameters of an address as hidden fields, which keep them when a form is sent without scripts. */
export function HiddenParameters({ address }: { address: Address }) {
  const parameters = new URLSearchParams(addressPath(address).split('?')[1]);
  return (
    <>
      {[...parameters].map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
