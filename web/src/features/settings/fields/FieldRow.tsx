import type { Total } from '@leadgen/client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { total } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import list from '@/ui/list.module.css';
import { useText, type FieldActs, type OwnField } from './acts';
import type { Asked } from './FieldsSection';
import { Name } from './Name';
import styles from './Fields.module.css';

interface FieldRowProps {
  field: OwnField;
  place: number;
  last: number;
  filled: Total | undefined;
  acts: FieldActs;
  /** A field, by its id, was dropped here. */
  onDropped: (id: string) => void;
  onAsk: (asked: Asked) => void;
}

/** One field of the workspace's own: its name to be changed in place, its type, how full it is, its acts. */
export function FieldRow({ field, place, last, filled, acts, onDropped, onAsk }: FieldRowProps) {
  const t = useText();
  const { may } = useRights();
  const [over, setOver] = useState(false);
  const mayChange = may('updateField');
  const { label } = field;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onDropped(event.dataTransfer.getData('text/plain'));
  };
  return (
    <tr
      className={list.row}
      role="row"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(mayChange);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <td role="cell" className={`${list.wide} ${styles.name}`}>
        {mayChange && (
          <span
            className={styles.grip}
            draggable
            title={t('drag')}
            onDragStart={(event) => event.dataTransfer.setData('text/plain', field.id)}
            aria-hidden
          >
            <IconGripVertical size={14} stroke={1.5} />
          </span>
        )}
        <span className={styles.words}>
          {mayChange ? (
            <Name label={t('rename', { label })} value={label} save={(name) => acts.update(field, { label: name }, t('didRename', { label: name }))} />
          ) : (
            <span className={styles.label}>{label}</span>
          )}
          {field.description !== '' && <span className={styles.sub}>{field.description}</span>}
        </span>
      </td>
      <td role="cell" className={list.muted}>
        {t(`types.${field.type}`)}
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`} data-label={t('filled')}>
        {filled === undefined ? '…' : total(filled)}
      </td>
      <td role="cell" className={styles.acts}>
        {mayChange && (
          <>
            <ActionIcon size={26} disabled={place === 0} aria-label={t('up', { label })} onClick={() => void acts.update(field, { position: place - 1 })}>
              <IconArrowUp size={14} stroke={1.5} aria-hidden />
            </ActionIcon>
            <ActionIcon size={26} disabled={place === last} aria-label={t('down', { label })} onClick={() => void acts.update(field, { position: place + 1 })}>
              <IconArrowDown size={14} stroke={1.5} aria-hidden />
            </ActionIcon>
            <Menu position="bottom-end" width={170}>
              <Menu.Target>
                <ActionIcon size={26} aria-label={t('actsOf', { label })}>
                  <IconDots size={16} stroke={1.5} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => onAsk({ act: 'edit', field })}>{t('edit')}</Menu.Item>
                {may('retypeField') && <Menu.Item onClick={() => onAsk({ act: 'retype', field })}>{t('retype')}</Menu.Item>}
                {may('archiveField') && <Menu.Item onClick={() => void acts.archive(field)}>{t('archive')}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </td>
    </tr>
  );
}
