import { Aftermath } from './Aftermath';
import { DropTarget } from './DropTarget';

/** What imports need on every screen: a place to drop files, and the news of those that ended. */
export default function Arrivals() {
  return (
    <>
      <DropTarget />
      <Aftermath />
    </>
  );
}
