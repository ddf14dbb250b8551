import { setPlugin, type Plugin } from '@leadgen/client';
import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { about, FormDialog } from '@/ui/FormDialog';
import { toast } from '@/ui/toast';
import { Facts } from './Facts';
import { settingsOf, typed, valuesOf } from './form';
import { SettingField } from './SettingField';
import { useText } from './text';

interface ProviderDialogProps {
  slug: string;
  plugin: Plugin;
  onClose: () => void;
}

/** What a provider is, and for whom may: its switch, its settings and its key. */
export function ProviderDialog(props: ProviderDialogProps) {
  const t = useText();
  const may = useMay();
  const { slug, plugin, onClose } = props;
  if (may('setPlugin')) return <ProviderForm {...props} />;
  return (
    <Dialog title={plugin.label} onClose={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      <Facts slug={slug} plugin={plugin} />
    </Dialog>
  );
}

function ProviderForm({ slug, plugin, onClose }: ProviderDialogProps) {
  const t = useText();
  const common = useCommon();
  const settings = settingsOf(plugin.settings_schema);
  const [active, setActive] = useState(plugin.active);
  const [fields, setFields] = useState(() => typed(settings, plugin.settings));
  const [key, setKey] = useState('');
  const [dropsKey, setDropsKey] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const secret = dropsKey ? '' : key.trim() || null;
      const body = { active, settings: valuesOf(settings, fields), secret };
      await setPlugin({ path: { slug, key: plugin.key }, body, throwOnError: true });
      await refresh(['listPlugins', 'getPlugin', 'getEnrichmentOptions']);
    },
    onSuccess: () => {
      toast(t('saved', { name: plugin.label }));
      onClose();
    },
  });
  return (
    <FormDialog title={plugin.label} submit={common('act.save')} pending={isPending} error={error} size={560} onSubmit={() => mutate()} onClose={onClose}>
      <Checkbox size="sm" label={t('use')} checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
      {plugin.key_use !== 'none' && (
        <PasswordInput
          label={t('key')}
          description={t(plugin.has_secret ? 'keyKept' : plugin.key_use === 'optional' ? 'keyOptional' : 'keyNew')}
          autoComplete="off"
          maxLength={1000}
          value={key}
          disabled={dropsKey}
          error={about(error, 'secret')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      {plugin.has_secret && (
        <Checkbox size="sm" label={t('removeKey')} checked={dropsKey} onChange={(event) => setDropsKey(event.currentTarget.checked)} />
      )}
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          value={fields[setting.name] ?? ''}
          error={about(error, `settings.${setting.name}`)}
          onChange={(value) => setFields({ ...fields, [setting.name]: value })}
        />
      ))}
      <Facts slug={slug} plugin={plugin} />
    </FormDialog>
  );
}
