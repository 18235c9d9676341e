// What is shown is in the address bar: a link shows somebody else the same.

const DEFAULTS = { view: 'overview', namespace: '', protocol: '', address: '', q: '', sort: 'urgency', from: '-15m', to: 'now', at: '', states: '', since: '1h', only: '' };
const OF_THIS_HOST = ['namespace', 'sort', 'from', 'to', 'at'], OF_THE_FLEET = ['since', 'only'];
const listeners = new Set();

export let view = read();

function read() {
  const given = new URLSearchParams(location.search);
  const found = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) if (given.has(name)) found[name] = given.get(name);
  if (!['overview', 'listener', 'connections', 'counters', 'limits', 'fleet'].includes(found.view)) found.view = 'overview';
  return found;
}

/** The address of this view with some changes: for links. */
export function href(changes = {}) {
  const wanted = { ...view, ...changes };
  if (wanted.view !== 'listener') wanted.protocol = wanted.address = '';
  for (const name of wanted.view === 'fleet' ? OF_THIS_HOST : OF_THE_FLEET) wanted[name] = DEFAULTS[name];
  const query = new URLSearchParams();
  for (const [name, usual] of Object.entries(DEFAULTS)) if (wanted[name] !== usual) query.set(name, wanted[name]);
  const text = query.toString();
  return text ? `/?${text}` : '/';
}

/** Goes there; a small change (each letter of a search) does not make a step of its own for the back key. */
export function go(changes, small = false) {
  const address = href(changes);
  if (address === location.pathname + location.search) return;
  history[small ? 'replaceState' : 'pushState'](null, '', address);
  changed();
}

function changed() {
  const before = view;
  view = read();
  for (const listener of listeners) listener(view, before);
}

export const onView = listener => listeners.add(listener);

addEventListener('popstate', changed);
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-view]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.getAttribute('href');
  if (address !== location.pathname + location.search) { history.pushState(null, '', address); changed(); }
});

const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds since 1970 of "now", "-15m" or an ISO time. */
export function moment(text, now) {
  if (text === 'now') return now;
  const relative = /^-(\d+(?:\.\d+)?)([smhd])$/.exec(text);
  if (relative) return now - relative[1] * UNITS[relative[2]];
  const time = Date.parse(text) / 1000;
  return Number.isNaN(time) ? now : time;
}

export const iso = time => new Date(Math.round(time * 1000)).toISOString();
export const isLive = () => view.to === 'now' && !view.at;
