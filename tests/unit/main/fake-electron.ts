/** As much of Electron's API as the shell uses, to see how it uses it. Runs in plain Node. */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

type Handler = (...args: never[]) => unknown;

export class FakeWebContents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => unknown) | undefined;
  readonly mainFrame = new FakeFrame('app://saldo');

  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.windowOpenHandler = handler;
  }
}

export class FakeFrame {
  readonly posted: { channel: string; ports: MessagePort[] }[] = [];
  origin: string;
  parent: FakeFrame | null;

  constructor(origin: string, parent: FakeFrame | null = null) {
    this.origin = origin;
    this.parent = parent;
  }

  postMessage(channel: string, _message: unknown, ports: MessagePort[]): void {
    this.posted.push({ channel, ports });
  }
}

/** What a test may look at afterwards. */
export interface Seen {
  windows: FakeWindow[];
  schemes: { scheme: string; privileges: Record<string, boolean> }[];
  protocols: Map<string, (request: Request) => Promise<Response>>;
  opened: string[];
  paths: Map<string, string>;
  exits: number[];
  permissionRequest: Handler | null;
  permissionCheck: Handler | null;
  devicePermission: Handler | null;
  notifications: { title: string; body: string; closed: boolean; buttons: string[]; on: EventEmitter }[];
  trays: { destroyed: boolean; menu: { label?: string; click?: () => void }[]; on: EventEmitter }[];
  loginItem: { openAtLogin: boolean; args?: string[] };
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly options: Record<string, unknown>;
  loaded: string | null = null;
  shown = 0;
  static created: (window: FakeWindow) => void = () => undefined;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.created(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded = url;
  }
  show(): void {
    this.shown += 1;
  }
  focus(): void {}
  restore(): void {}
  maximize(): void {}
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 900, height: 700 };
  }
}

export function fakeElectron(options: { appPath?: string; isPackaged?: boolean; dark?: boolean; otherInstance?: boolean } = {}) {
  const seen: Seen = {
    windows: [],
    schemes: [],
    protocols: new Map(),
    opened: [],
    paths: new Map(),
    exits: [],
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    notifications: [],
    trays: [],
    loginItem: { openAtLogin: false },
  };
  FakeWindow.created = (window) => seen.windows.push(window);

  const app = Object.assign(new EventEmitter(), {
    isPackaged: options.isPackaged ?? false,
    getAppPath: () => options.appPath ?? '/app',
    getVersion: () => '0.0.0-fake',
    getName: () => 'Saldo',
    whenReady: () => Promise.resolve(),
    setPath: (name: string, path: string) => seen.paths.set(name, path),
    setAppUserModelId: () => undefined,
    requestSingleInstanceLock: () => options.otherInstance !== true,
    quit: () => app.emit('will-quit', { preventDefault: () => undefined }),
    getLoginItemSettings: () => seen.loginItem,
    setLoginItemSettings: (item: Seen['loginItem']) => void (seen.loginItem = item),
    exit: (code: number) => seen.exits.push(code),
  });

  /** As MessagePortMain: events of Node, messages wrapped as `{ data }`, silent until started. */
  class FakePortMain extends EventEmitter {
    readonly #port: MessagePort;
    constructor(port: MessagePort) {
      super();
      this.#port = port;
    }
    start(): void {
      this.#port.on('message', (data) => this.emit('message', { data, ports: [] }));
      this.#port.on('close', () => this.emit('close'));
    }
    postMessage(data: unknown): void {
      this.#port.postMessage(data);
    }
    close(): void {
      this.#port.close();
    }
  }

  class MessageChannelMain {
    readonly port1: FakePortMain;
    readonly port2: MessagePort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new FakePortMain(port1);
      this.port2 = port2;
    }
  }

  class Notification extends EventEmitter {
    static isSupported = () => true;
    readonly #entry;
    constructor({ title, body, actions = [] }: { title: string; body: string; actions?: { text: string }[] }) {
      super();
      this.#entry = { title, body, closed: false, buttons: actions.map(({ text }) => text), on: this };
    }
    show(): void {
      seen.notifications.push(this.#entry);
    }
    close(): void {
      this.#entry.closed = true;
      this.emit('close');
    }
  }

  class Tray extends EventEmitter {
    readonly #entry: Seen['trays'][number] = { destroyed: false, menu: [], on: this };
    constructor(_picture: unknown) {
      super();
      seen.trays.push(this.#entry);
    }
    setToolTip(): void {}
    setContextMenu(menu: Seen['trays'][number]['menu']): void {
      this.#entry.menu = menu;
    }
    destroy(): void {
      this.#entry.destroyed = true;
    }
  }

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    MessageChannelMain,
    Notification,
    Tray,
    nativeImage: { createFromBitmap: () => ({ addRepresentation: () => undefined }) },
    powerMonitor: new EventEmitter(),
    ipcMain: new EventEmitter(),
    nativeTheme: { shouldUseDarkColors: options.dark ?? false },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    shell: { openExternal: async (url: string) => void seen.opened.push(url) },
    dialog: {
      showErrorBox(title: string, message: string) {
        throw new Error(`${title}: ${message}`);
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: Seen['schemes']) => void seen.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void seen.protocols.set(scheme, handler),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Handler) => (seen.permissionRequest = handler),
        setPermissionCheckHandler: (handler: Handler) => (seen.permissionCheck = handler),
        setDevicePermissionHandler: (handler: Handler) => (seen.devicePermission = handler),
      },
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: () => undefined,
    },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
      decryptStringAsync: async (sealed: Buffer) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
    },
  };
  return { electron, seen };
}

export type FakeElectron = ReturnType<typeof fakeElectron>;
