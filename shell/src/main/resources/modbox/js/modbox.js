// The module 'modbox': what a scenario sees of the machine. `host` is the bridge; this module takes it off the global object.
const host = globalThis.__modbox;
delete globalThis.__modbox;

const NS_PER_MS = 1e6;

// ---------------------------------------------------------------------------------------------- time and events

const timers = [];
let timerId = 0;

function addTimer(callback, delay, repeat, args) {
  const ms = Math.max(0, Number(delay) || 0);
  const timer = { id: ++timerId, at: now() + ms, every: repeat ? Math.max(1, ms) : 0, callback, args };
  insertTimer(timer);
  return timer.id;
}

function insertTimer(timer) {
  let i = timers.length;
  while (i > 0 && timers[i - 1].at > timer.at) i--;
  timers.splice(i, 0, timer);
}

function clearTimer(id) {
  const i = timers.findIndex((t) => t.id === id);
  if (i >= 0) timers.splice(i, 1);
}

function now() {
  return host.now() / NS_PER_MS;
}

globalThis.setTimeout = (f, ms, ...args) => addTimer(f, ms, false, args);
globalThis.setInterval = (f, ms, ...args) => addTimer(f, ms, true, args);
globalThis.clearTimeout = clearTimer;
globalThis.clearInterval = clearTimer;
globalThis.queueMicrotask = (f) => void Promise.resolve().then(f);

// Runs what is due next; false if there is nothing to wait for. Called by the runner between turns.
function turn() {
  if (pump()) return true;
  const timer = timers[0];
  if (timer) {
    const wait = timer.at - now();
    if (wait > 0) host.sleep(Math.ceil(wait * NS_PER_MS));
    pump();
    timers.shift();
    if (timer.every) {
      timer.at += timer.every;
      insertTimer(timer);
    }
    timer.callback(...timer.args);
    return true;
  }
  return listeners.size > 0 && host.waitEvent() && (pump(), true);
}

const listeners = new Map();

function pump() {
  let any = false;
  for (const event of JSON.parse(host.events())) {
    for (const kind of event.kinds) {
      for (const listener of [...(listeners.get(kind) ?? [])]) {
        any = true;
        listener(event.value);
      }
    }
  }
  return any;
}

function on(kind, listener) {
  if (!['uevent', 'udev:done', 'module', 'dmesg'].includes(kind)) {
    throw new TypeError(`no such event: '${kind}' (uevent, udev:done, module, dmesg)`);
  }
  host.listen(kind);
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(listener);
}

function off(kind, listener) {
  const left = (listeners.get(kind) ?? []).filter((l) => l !== listener);
  if (left.length) listeners.set(kind, left);
  else listeners.delete(kind);
}

export const clock = Object.freeze({
  now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  async advance(ms) {
    const end = now() + Number(ms);
    while (timers.length && timers[0].at <= end) {
      turn();
      await undefined;
    }
    const rest = end - now();
    if (rest > 0) host.sleep(Math.ceil(rest * NS_PER_MS));
    pump();
  },
  async runAll() {
    while (timers.length) {
      turn();
      await undefined;
    }
  },
});

// ---------------------------------------------------------------------------------------------- shell lines

export class ProcessError extends Error {
  constructor(line, result) {
    super(`exit status ${result.exitCode}: ${line}${result.stderr ? '\n' + result.stderr.trimEnd() : ''}`);
    this.name = 'ProcessError';
    Object.assign(this, result);
  }
}

class ProcessOutput {
  constructor(stdout, stderr, exitCode) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.exitCode = exitCode;
    Object.freeze(this);
  }
  get ok() {
    return this.exitCode === 0;
  }
  lines() {
    return this.stdout === '' ? [] : this.stdout.replace(/\n$/, '').split('\n');
  }
  json() {
    return JSON.parse(this.stdout);
  }
  toString() {
    return this.stdout.replace(/\n+$/, '');
  }
}

class ProcessPromise {
  #line;
  #throws = true;
  #input = '';
  #timeout = -1;
  #result;
  constructor(line) {
    this.#line = line;
    queueMicrotask(() => this.#run().catch(() => {}));
  }
  nothrow() {
    this.#throws = false;
    return this;
  }
  quiet() {
    return this;
  }
  input(text) {
    this.#input = String(text);
    return this;
  }
  timeout(ms) {
    this.#timeout = Number(ms);
    return this;
  }
  async text() {
    return (await this).stdout;
  }
  async lines() {
    return (await this).lines();
  }
  async json() {
    return (await this).json();
  }
  then(resolve, reject) {
    return this.#run().then(resolve, reject);
  }
  catch(reject) {
    return this.then(undefined, reject);
  }
  finally(f) {
    return this.#run().finally(f);
  }
  #run() {
    this.#result ??= new Promise((resolve, reject) => {
      const raw = JSON.parse(host.run(this.#line, this.#input, this.#timeout < 0 ? -1 : this.#timeout * NS_PER_MS));
      pump();
      const output = new ProcessOutput(raw.stdout, raw.stderr, raw.status);
      if (this.#throws && !output.ok) reject(new ProcessError(this.#line, output));
      else resolve(output);
    });
    return this.#result;
  }
}

function word(value) {
  if (value instanceof ProcessOutput) return word(String(value));
  const text = String(value);
  return /^[A-Za-z0-9_/.:=@%+,-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
}

export function $(pieces, ...values) {
  if (!Array.isArray(pieces)) throw new TypeError('$ is a template tag: $`command`');
  let line = pieces[0];
  values.forEach((value, i) => {
    line += Array.isArray(value) ? value.map(word).join(' ') : word(value);
    line += pieces[i + 1];
  });
  return new ProcessPromise(line);
}

// ---------------------------------------------------------------------------------------------- the machine

const fold = (name) => String(name).replaceAll('-', '_');

class Module {
  constructor(name) {
    this.name = fold(name);
  }
  get loaded() {
    return host.exists(`/sys/module/${this.name}/refcnt`) || host.exists(`/sys/module/${this.name}/initstate`);
  }
  get refcount() {
    return Number(host.read(`/sys/module/${this.name}/refcnt`));
  }
  get state() {
    return host.read(`/sys/module/${this.name}/initstate`).trim();
  }
  get taint() {
    return host.read(`/sys/module/${this.name}/taint`).trim();
  }
  get holders() {
    return JSON.parse(host.list(`/sys/module/${this.name}/holders`));
  }
  get parameters() {
    const dir = `/sys/module/${this.name}/parameters`;
    if (!host.exists(dir)) return {};
    return Object.fromEntries(
      JSON.parse(host.list(dir)).map((p) => [p, host.tryRead(`${dir}/${p}`)?.replace(/\n$/, '') ?? null]),
    );
  }
  toString() {
    return `module ${this.name}`;
  }
}

class Device {
  #match;
  constructor(match) {
    this.#match = match;
  }
  get devpath() {
    const found = findDevice(this.#match);
    if (!found) throw new Error(`no device matches ${JSON.stringify(this.#match)}`);
    return found;
  }
  get exists() {
    return findDevice(this.#match) !== undefined;
  }
  get name() {
    return this.devpath.slice(this.devpath.lastIndexOf('/') + 1);
  }
  get driver() {
    return linkName(`/sys${this.devpath}/driver`);
  }
  get subsystem() {
    return linkName(`/sys${this.devpath}/subsystem`);
  }
  get parent() {
    let path = this.devpath;
    while ((path = path.slice(0, path.lastIndexOf('/'))) && path !== '/devices') {
      if (host.exists(`/sys${path}/uevent`)) return new Device(path);
    }
    return undefined;
  }
  get properties() {
    const raw = JSON.parse(host.run(`udevadm info -q property -p ${word(this.devpath)}`, '', -1));
    return Object.fromEntries(
      raw.stdout.split('\n').filter((l) => l.includes('=')).map((l) => [l.slice(0, l.indexOf('=')), l.slice(l.indexOf('=') + 1)]),
    );
  }
  get links() {
    return (this.properties.DEVLINKS ?? '').split(' ').filter(Boolean);
  }
  get node() {
    return this.properties.DEVNAME;
  }
  attr(name) {
    return host.tryRead(`/sys${this.devpath}/${name}`)?.replace(/\n$/, '');
  }
  set(name, value) {
    host.write(`/sys${this.devpath}/${name}`, String(value));
    pump();
  }
  uevent(action) {
    this.set('uevent', action);
  }
  bind(driver) {
    host.write(`/sys/bus/${this.subsystem}/drivers/${driver}/bind`, this.name);
    pump();
  }
  unbind() {
    host.write(`/sys${this.devpath}/driver/unbind`, this.name);
    pump();
  }
  unplug() {
    host.unplug(this.devpath);
    settle();
  }
  child(name) {
    return new Device(`${this.devpath}/${name}`);
  }
  toString() {
    return `device ${this.exists ? this.devpath : JSON.stringify(this.#match)}`;
  }
}

function linkName(path) {
  const target = host.readlink(path);
  return target === null ? undefined : target.slice(target.lastIndexOf('/') + 1);
}

function findDevice(match) {
  if (typeof match === 'string') {
    if (match.startsWith('/dev/')) {
      const raw = JSON.parse(host.run(`udevadm info -q path -n ${word(match)}`, '', -1));
      return raw.status === 0 ? raw.stdout.trim() : undefined;
    }
    const path = match.startsWith('/sys/') ? match.slice(4) : match;
    if (path.startsWith('/')) return host.exists(`/sys${path}`) ? path : undefined;
    return devices().find((d) => d.endsWith('/' + match));
  }
  return devices().find((d) =>
    Object.entries(match).every(([key, value]) => {
      if (key === 'name') return d.endsWith('/' + value);
      if (key === 'subsystem' || key === 'driver') return linkName(`/sys${d}/${key}`) === value;
      return host.tryRead(`/sys${d}/${key}`)?.trim() === String(value);
    }),
  );
}

function devices() {
  return JSON.parse(host.devices());
}

function settle() {
  const raw = JSON.parse(host.run('udevadm settle', '', -1));
  if (raw.status !== 0) throw new Error(`udevadm settle: ${raw.stderr.trim()}`);
  pump();
}

const presets = '/usr/share/modbox/devices';

export const machine = Object.freeze({
  plug(what, options = {}) {
    const text = String(what);
    const preset = /^[\w.+-]+$/.test(text);
    let source = text;
    if (preset) {
      source = host.tryRead(`${presets}/${text}.umockdev`);
      if (source === null) throw new Error(`no device description ${text} in ${presets}`);
    }
    const roots = JSON.parse(host.plug(preset ? text : 'script', source, JSON.stringify(options)));
    if (options.settle !== false) settle();
    return new Device(roots[0]);
  },
  unplug(what) {
    (what instanceof Device ? what : new Device(what)).unplug();
  },
  device: (match) => new Device(match),
  module: (name) => new Module(name),
  get modules() {
    return host.read('/proc/modules').split('\n').filter(Boolean).map((l) => l.split(' ')[0]);
  },
  find: (glob) => JSON.parse(host.glob(glob)),
  read: (path) => host.read(path),
  write: (path, text) => host.write(path, String(text)),
  exists: (path) => host.exists(path),
  realpath: (path) => host.realpath(path),
  get taint() {
    return Number(host.read('/proc/sys/kernel/tainted'));
  },
  get release() {
    return host.read('/proc/sys/kernel/osrelease').trim();
  },
  settle,
  on(kind, listener) {
    on(kind, listener);
    return machine;
  },
  off(kind, listener) {
    off(kind, listener);
    return machine;
  },
  once(kind, listener) {
    const wrapped = (value) => {
      off(kind, wrapped);
      listener(value);
    };
    on(kind, wrapped);
    return machine;
  },
  async *events(kind) {
    const queue = [];
    let wake;
    const listener = (value) => {
      queue.push(value);
      wake?.();
    };
    on(kind, listener);
    try {
      for (;;) {
        while (queue.length) yield queue.shift();
        await new Promise((resolve) => (wake = resolve));
      }
    } finally {
      off(kind, listener);
    }
  },
});

// ---------------------------------------------------------------------------------------------- expectations

export class ExpectationError extends Error {
  constructor(message) {
    super(message);
    this.name = 'ExpectationError';
  }
}

function show(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Device || value instanceof Module || value instanceof RegExp) return String(value);
  if (typeof value === 'function') return value.name || 'function';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function equal(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map && b instanceof Map) return equal([...a], [...b]);
  if (a instanceof Set && b instanceof Set) return equal([...a], [...b]);
  const keys = Object.keys(a).filter((k) => a[k] !== undefined);
  return (
    keys.length === Object.keys(b).filter((k) => b[k] !== undefined).length && keys.every((k) => equal(a[k], b[k]))
  );
}

// name: [test(actual, ...args) -> boolean, words]
const matchers = {
  toBe: [(a, b) => Object.is(a, b), 'to be'],
  toEqual: [equal, 'to equal'],
  toBeTruthy: [(a) => !!a, 'to be truthy'],
  toBeFalsy: [(a) => !a, 'to be falsy'],
  toBeNull: [(a) => a === null, 'to be null'],
  toBeUndefined: [(a) => a === undefined, 'to be undefined'],
  toBeDefined: [(a) => a !== undefined, 'to be defined'],
  toBeGreaterThan: [(a, b) => a > b, 'to be greater than'],
  toBeGreaterThanOrEqual: [(a, b) => a >= b, 'to be at least'],
  toBeLessThan: [(a, b) => a < b, 'to be less than'],
  toBeLessThanOrEqual: [(a, b) => a <= b, 'to be at most'],
  toContain: [(a, b) => (typeof a === 'string' ? a.includes(b) : [...a].some((x) => Object.is(x, b))), 'to contain'],
  toContainEqual: [(a, b) => [...a].some((x) => equal(x, b)), 'to contain'],
  toHaveLength: [(a, n) => a.length === n, 'to have length'],
  toMatch: [(a, b) => (b instanceof RegExp ? b.test(a) : String(a).includes(b)), 'to match'],
  toBeInstanceOf: [(a, b) => a instanceof b, 'to be an instance of'],
  toThrow: [
    (f, what) => {
      try {
        f();
      } catch (e) {
        return what === undefined || (what instanceof RegExp ? what.test(e.message) : String(e.message).includes(what));
      }
      return false;
    },
    'to throw',
  ],
};

// Matchers on the machine: tried again, in virtual time, until they hold.
const patient = {
  toBeLoaded: [(a) => (a instanceof Module ? a : new Module(a)).loaded, 'to be loaded'],
  toExist: [(a) => (a instanceof Device ? a.exists : host.exists(String(a))), 'to exist'],
  toHaveSymlink: [(a, link) => a.exists && a.links.includes(link), 'to have the link'],
  toHaveMode: [(a, mode) => host.mode(a instanceof Device ? a.node : String(a)) === mode, 'to have mode'],
  toBeBoundTo: [(a, driver) => a.exists && a.driver === driver, 'to be bound to'],
  toHaveProperty: [
    (a, name, ...value) =>
      a instanceof Device
        ? a.exists && name in a.properties && (!value.length || a.properties[name] === String(value[0]))
        : a != null && name in a && (!value.length || equal(a[name], value[0])),
    'to have the property',
  ],
};

const PATIENCE_MS = 5000;

function complain(actual, words, args, negated) {
  const wanted = args.length ? ' ' + args.map(show).join(', ') : '';
  throw new ExpectationError(`expected ${show(actual)} ${negated ? 'not ' : ''}${words}${wanted}`);
}

function expectation(actual, negated) {
  const out = {};
  for (const [name, [holds, words]] of Object.entries(matchers)) {
    out[name] = (...args) => {
      if (holds(actual, ...args) === negated) complain(actual, words, args, negated);
    };
  }
  for (const [name, [holds, words]] of Object.entries(patient)) {
    out[name] = (...args) => {
      // What holds now holds without waiting, so that a forgotten await does no harm.
      if (holds(actual, ...args) !== negated) return Promise.resolve();
      const end = now() + PATIENCE_MS;
      return (async () => {
        while (holds(actual, ...args) === negated) {
          if (now() >= end) complain(actual, words, args, negated);
          await clock.sleep(50);
        }
      })();
    };
  }
  return out;
}

export function expect(actual) {
  const positive = expectation(actual, false);
  positive.not = expectation(actual, true);
  positive.rejects = {
    async toThrow(what) {
      try {
        await (typeof actual === 'function' ? actual() : actual);
      } catch (e) {
        if (what === undefined || (what instanceof RegExp ? what.test(e.message) : String(e.message).includes(what))) return;
        complain(e.message, 'to be an error that says', [what], false);
      }
      complain(actual, 'to be rejected', [], false);
    },
  };
  return positive;
}

host.setTurn(turn);
