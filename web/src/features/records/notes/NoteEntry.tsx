import type { Note } from '@leadgen/client';
import { getSessionOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { When } from '@/ui/marks';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import type { Target } from '@/records/calls';
import timeline from '../Timeline.module.css';
import { pieces } from './links';
import { NoteForm } from './NoteForm';
import { bringBack, change, remove, useText } from './notes';
import styles from './Notes.module.css';

/** A note on the timeline, with what its author and admins may do with it. */
export function NoteEntry({ target, note }: { target: Target; note: Note }) {
  const t = useText();
  const isMine = useIsMine(note);
  const sentence = useErrorSentence();
  const [editing, setEditing] = useState(false);
  const when = moment(note.created_at);
  const tell = (error: unknown) => toast(sentence(error), { tone: 'bad' });
  const takeAway = () =>
    void remove(target, note)
      .then(() => toast(t('removed'), { action: { label: t('undo'), act: () => void bringBack(target, note).catch(tell) } }))
      .catch(tell);
  return (
    <li className={timeline.entry}>
      <div className={timeline.when}>
        <When at={note.created_at} />
      </div>
      <div className={timeline.what}>
        <p>
          <strong>{note.author.name}</strong> {t('wrote')}
          {note.edited_at !== null && (
            <span className={timeline.before} title={moment(note.edited_at)}>
              {' '}
              · {t('edited')}
            </span>
          )}
        </p>
        {editing ? (
          <NoteForm first={note.text} save={(text) => change(target, note, text)} onClose={() => setEditing(false)} />
        ) : (
          <NoteText text={note.text} />
        )}
        {isMine && !editing && (
          <div className={styles.acts}>
            <Button size="compact-xs" variant="subtle" color="gray" aria-label={t('editOf', { when })} onClick={() => setEditing(true)}>
              {t('edit')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" aria-label={t('removeOf', { when })} onClick={takeAway}>
              {t('remove')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function NoteText({ text }: { text: string }) {
  return (
    <p className={styles.text}>
      {pieces(text).map(({ text: piece, href }, place) =>
        href === null ? (
          piece
        ) : (
          <a key={place} className={timeline.link} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ),
      )}
    </p>
  );
}

function useIsMine(note: Note): boolean {
  const { may } = useRights();
  const { role } = useWorkspace();
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const wrote = note.author.kind === 'user' && note.author.id === session.user.id;
  return may('updateNote') && (wrote || role === 'owner' || role === 'admin');
}
