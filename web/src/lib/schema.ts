/** Names for parts of the API's schemas that the generated client leaves without one. */
import type { Field, Row } from '@leadgen/client';

export type RecordKind = Field['kind'];
export type FieldType = Field['type'];
/** A field's value on the wire; its form follows the field's type. */
export type Value = Row['values'][string];
