import { RecordsScreen } from './RecordsScreen';

export function Contacts() {
  return <RecordsScreen key="contact" kind="contact" />;
}

export function Companies() {
  return <RecordsScreen key="company" kind="company" />;
}
