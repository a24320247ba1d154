/** A row of tabs, as the ARIA practices have them: one is in the tab order, arrows move between them. */
export interface Tabs {
  readonly choose: (name: string) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The index that a key leads to; undefined where it leads nowhere. */
function target(key: string, at: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? undefined : (at + step + count) % count;
}

/** Makes the tabs in a list work; `chosen` is told the name (`data-name`) of each that is chosen. */
export function tabs(list: HTMLElement, chosen: (name: string) => void): Tabs {
  const all = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const select = (tab: HTMLElement): void => {
    for (const each of all()) {
      const isIt = each === tab;
      each.setAttribute('aria-selected', String(isIt));
      each.tabIndex = isIt ? 0 : -1;
    }
    chosen(tab.dataset.name ?? '');
  };
  list.addEventListener('click', ({ target: clicked }) => {
    const tab = (clicked as Element).closest<HTMLElement>('[role=tab]');
    if (tab !== null) select(tab);
  });
  list.addEventListener('keydown', (event) => {
    const present = all();
    const at = present.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? undefined : target(event.key, at, present.length);
    const tab = next === undefined ? undefined : present[next];
    if (tab === undefined) return;
    event.preventDefault();
    select(tab);
    tab.focus();
    tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return {
    choose: (name) => {
      const tab = all().find((each) => each.dataset.name === name) ?? all()[0];
      if (tab !== undefined) select(tab);
    },
  };
}
