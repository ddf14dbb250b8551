import { useLocation, useNavigate } from '@tanstack/react-router';

const SCREENS = ['contacts', 'companies', 'imports', 'history'] as const;

/** Goes to another workspace, to the same screen of it where it has one: what was open there stays behind. */
export function useSwitch(): (slug: string) => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (slug) => {
    const screen = SCREENS.find((one) => pathname.split('/')[3] === one) ?? 'contacts';
    void navigate({ to: `/w/$slug/${screen}`, params: { slug }, search: {} });
  };
}
