/** The only bridge between page and shell: hands the page its port to the core, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('saldo', {
  requestPort: () => ipcRenderer.send('saldo:request-port'),
});

ipcRenderer.on('saldo:port', (event) => {
  window.postMessage('saldo:port', window.location.origin, event.ports as MessagePort[]);
});
