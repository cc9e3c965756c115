// The autosaves in this browser: forms as they were typed, stored by editing session.

const NAME = "posts-desk";
const TABLE = "autosaves";
const TABLE_OF_0_2 = "kept"; // of release 0.2.0, whose forms named two fields otherwise
const RENAMED = { sitting: "session", version: "base_digest" };

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 2);
    request.onupgradeneeded = () => upgrade(request);
    request.onsuccess = () => {
      // Another window may have a newer release.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

// Creates the table, and moves autosaves of an earlier release into it.
function upgrade({ result: database, transaction }) {
  const table = database.createObjectStore(TABLE, { keyPath: "session" });
  if (!database.objectStoreNames.contains(TABLE_OF_0_2)) return;
  const old = transaction.objectStore(TABLE_OF_0_2).getAll();
  old.onsuccess = () => {
    for (const { sitting, data, ...rest } of old.result) {
      const renamed = data.replace(/(?<=^|&)(sitting|version)(?==)/g, (name) => RENAMED[name]);
      table.put({ session: sitting, data: renamed, ...rest });
    }
    database.deleteObjectStore(TABLE_OF_0_2);
  };
}

async function run(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // Strict: written to the disk before it counts as done.
    const transaction = database.transaction(TABLE, mode, { durability: "strict" });
    const request = act(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// Stores a record {session, key, data, sequence, at}. It replaces the session's last one,
// and those of the sessions before it.
export function put(record, before) {
  return run("readwrite", (table) => {
    for (const session of before) table.delete(session);
    const request = table.put(record);
    table.transaction.commit(); // at once: the page may be about to close
    return request;
  });
}

// Deletes a session's record, unless it is newer than `sequence`.
export function drop(session, sequence) {
  return run("readwrite", (table) => {
    const request = table.get(session);
    request.onsuccess = () => {
      if (request.result?.sequence <= sequence) table.delete(session);
    };
    return request;
  });
}

// Returns the records with a desk's key, the oldest first.
export async function list(key) {
  const records = await run("readonly", (table) => table.getAll());
  return records.filter((record) => record.key === key).sort((a, b) => a.at - b.at);
}
