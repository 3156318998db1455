// SPDX-License-Identifier: GPL-2.0-only
//
// Opens the pages that check-session-explorer.sh had written, uses them as a reader does and prints
// PASS or FAIL for each thing that has to work.
// usage: node session-explorer.js CHROMIUM FOLDER

'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const {chromium} = require('playwright-core');

const [executablePath, folder] = process.argv.slice(2);
const AXE = require.resolve('axe-core/axe.min.js');
let failures = 0;

async function check(title, action) {
  try {
    await action();
    console.log(`PASS ${title}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${title}\n  ${String(error.stack || error).replace(/\n/g, '\n  ')}`);
  }
}

// A page of the browser with the explorer of a session; what it complains of is kept.
async function open(browser, name, options = {}) {
  const context = await browser.newContext(
    {viewport: {width: 1280, height: 800}, colorScheme: 'light', ...options});
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      page.complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) {
      page.complaints.push('asks the network for ' + request.url());
    }
  });
  await page.goto('file://' + path.join(folder, name, 'session.html'));
  await page.waitForSelector('.chip');
  return page;
}

const chip = (page, text) => page.locator('button.chip', {hasText: text}).first();
const panel = (page) => page.locator('#panel');
const frames = (page) => page.evaluate(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))));

// Faults that axe-core finds, whether serious or not.
async function faults(page) {
  await page.addScriptTag({path: AXE});
  const result = await page.evaluate(() => window.axe.run(document));
  return result.violations.map((one) =>
    `${one.impact} ${one.id}: ${one.help} ${one.nodes.slice(0, 3).map((node) => node.html)}`);
}

async function checkReading(browser) {
  const page = await open(browser, 'openssl');
  await check('A click on the Client Hello shows its 51 suites and 25 curves by name', async () => {
    await chip(page, 'Client Hello').click();
    const suites = await panel(page).locator('li', {hasText: /^suite: /}).allTextContents();
    assert.equal(suites.length, 51);
    assert.ok(suites.includes('suite: TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA (0xc014)'), suites[0]);
    assert.ok(!suites.some((suite) => suite.includes('unknown')), suites.join());
    const groups = await panel(page).locator('li', {hasText: /^group: /}).allTextContents();
    assert.equal(groups.length, 25);
    assert.ok(groups.includes('group: secp256r1 (0x0017)'));
  });
  await check('Its octets are there in hexadecimal', async () => {
    assert.match(await panel(page).locator('pre').first().textContent(), /^0000 {2}01 00 00 d9 03 01 /);
  });
  await check('The Certificate names subject and issuer of each certificate', async () => {
    await chip(page, 'Certificate').click();
    const text = await panel(page).textContent();
    assert.match(text, /certificate 1: CN=www\.example\.com/);
    assert.match(text, /issuer: CN=Example Root CA/);
  });
  await check('A step opens an explanation and what happened', async () => {
    await chip(page, 'suites compared and chosen').click();
    const text = await panel(page).textContent();
    assert.match(text, /holds the client's list of cipher suites against its own/);
    assert.match(text, /client offers 51/);
  });
  await check('Every part of the session and every step has an explanation', async () => {
    const mute = await page.evaluate(() => [...explorer.session.phases, ...explorer.session.steps]
      .map((one) => one.name).filter((name) => !explain(name)));
    assert.deepEqual(mute, []);
  });
  await check('A heading opens an explanation of its part', async () => {
    await page.locator('.phase', {hasText: 'TCP Connection'}).click();
    assert.match(await panel(page).textContent(), /It costs one round trip/);
  });
  await check('A session of 51 suites leaves no complaint', () => assert.deepEqual(page.complaints, []));
  await page.context().close();
}

async function checkLoss(browser) {
  const page = await open(browser, 'loss');
  await check('The key l finds the lost segment and what repeats it', async () => {
    await page.keyboard.press('l');
    assert.match(await panel(page).locator('h2').textContent(), /Segment 3 \(lost\)/);
    await panel(page).getByRole('button', {name: 'segment 6'}).click();
    const text = await panel(page).textContent();
    assert.match(text, /Sent again after 252 ms: RTO/);
    assert.match(text, /Repeatssegment 3 ✕ lost/);
    assert.equal(await page.locator('#lines .link').count(), 1);
  });
  await check('The search finds the lost segment, too', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('lost server hello');
    assert.equal(await page.locator('#found').textContent(), '1 of 1');
    await page.keyboard.press('Escape');
    assert.match(await page.locator('.chip.match').textContent(), /segment 3.*lost/);
  });
  await check('Encrypted messages are decoded, with both kinds of octets', async () => {
    await page.fill('#search', 'SYN_STREAM');
    await page.press('#search', 'Escape');
    await chip(page, 'SYN_STREAM').click();
    const text = await panel(page).textContent();
    assert.match(text, /:method: GET/);
    assert.match(text, /Octets before encryption/);
    assert.match(text, /Octets on the wire, encrypted/);
    assert.match(await panel(page).locator('pre').first().textContent(), /^0000 {2}80 03 00 01 /);
  });
  await check('Arrow keys, Enter and Escape walk through the messages', async () => {
    await page.reload();
    const names = [];
    for (let i = 0; i < 6; ++i) {
      await page.keyboard.press('ArrowDown');
      names.push(await page.evaluate(() => document.activeElement.item.name));
    }
    assert.deepEqual(names,
      ['SYN', 'SYN+ACK', 'ACK', 'client random chosen', 'Client Hello', 'Segment']);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.textContent.includes('Client Hello') &&
      document.activeElement.tagName === 'H2');
    await page.keyboard.press('Escape');
    assert.ok(await panel(page).isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.item.name), 'Client Hello');
    await page.keyboard.press('End');
    assert.equal(await page.evaluate(() => document.activeElement.item.name), 'ACK');
  });
  await check('Zoom, exact scale and layers change what is drawn and keep the place', async () => {
    const height = () => page.evaluate(() => explorer.layout.height);
    await page.keyboard.press('Home');
    const first = await height();
    await page.keyboard.press('+');
    assert.ok(await height() > first);
    await page.keyboard.press('0');
    assert.equal(await height(), first);
    await page.keyboard.press('s');
    const isExact = await page.evaluate(() => explorer.layout.items.every((item) =>
      Math.abs(item.y - explorer.layout.items[0].y - item.time / 1e6 * explorer.scale) < 0.01));
    assert.ok(isExact, 'each item is at its time');
    await page.keyboard.press('s');
    await page.uncheck('#show-TCP');
    assert.equal(await page.locator('.chip.tcp').count(), 0);
    await page.check('#show-TCP');
  });
  await check('A session with a loss leaves no complaint', () => assert.deepEqual(page.complaints, []));
  await page.context().close();
}

async function checkAccess(browser) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(browser, 'loss', {colorScheme});
    await check(`axe-core finds no fault in the ${colorScheme} page`, async () => {
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press('l');
      await frames(page);
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press('?');
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press('Escape');
      await page.keyboard.press('s');
      assert.deepEqual(await faults(page), []);
    });
    await check(`The page is ${colorScheme} as the system is`, async () => {
      const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = back.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3;
      assert.equal(light > 128, colorScheme === 'light', back);
    });
    await page.keyboard.press('s');
    await page.setViewportSize({width: 1400, height: 900});
    await page.keyboard.press('l');
    await frames(page);
    await page.screenshot({path: path.join(folder, `session-${colorScheme}.png`)});
    await page.context().close();
  }
}

async function checkPrint(browser) {
  const page = await open(browser, 'loss', {colorScheme: 'dark'});
  await check('It prints all of the session on white, whatever the screen looks like', async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const [drawn, all] = await page.evaluate(() =>
      [document.querySelectorAll('.chip').length, explorer.layout.items.length]);
    assert.equal(drawn, all);
    await page.emulateMedia({media: 'print'});
    const shown = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor,
      document.documentElement.dataset.theme, getComputedStyle(document.querySelector('.tools')).display]);
    assert.deepEqual(shown, ['rgb(255, 255, 255)', 'light', 'none']);
    // A4 between its margins, in the pixels of CSS.
    await page.setViewportSize({width: 718, height: 1046});
    await frames(page);
    const cut = await page.evaluate(() => [...document.querySelectorAll('.chip, .node')]
      .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > 718)
      .map((one) => one.textContent));
    assert.deepEqual(cut, []);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await page.locator('#diagram.printed').count(), 0);
    await page.emulateMedia({media: null});
    await page.pdf({path: path.join(folder, 'session.pdf'), format: 'A4'});
    assert.ok(fs.statSync(path.join(folder, 'session.pdf')).size > 20000);
  });
  await page.context().close();
}

async function checkLarge(browser) {
  const page = await open(browser, 'large');
  await check('A session of more than 5,000 messages draws what is in view alone', async () => {
    const [messages, chips] = await page.evaluate(() => [explorer.session.messages.length,
      document.querySelectorAll('.chip').length]);
    assert.ok(messages >= 5000, `${messages} messages`);
    assert.ok(chips < 400, `${chips} elements`);
  });
  await check('It finds, opens and scrolls to the last of them', async () => {
    await page.fill('#search', 'goaway');
    assert.match(await page.locator('#found').textContent(), /^1 of \d+$/);
    await page.press('#search', 'Escape');
    await chip(page, 'GOAWAY').click();
    assert.match(await panel(page).textContent(), /Last-good-stream-ID/);
    await page.keyboard.press('Home');
    assert.equal(await page.evaluate(() => document.activeElement.item.name), 'SYN');
    await page.keyboard.press('End');
    const last = await page.evaluate(() => document.activeElement.item.index);
    assert.ok(last > 5000, `item ${last}`);
    await page.keyboard.press('l');
    assert.match(await panel(page).locator('h2').textContent(), /\(lost\)/);
  });
  await check('A large session leaves no complaint', () => assert.deepEqual(page.complaints, []));
  await page.context().close();
}

async function checkKinds(browser) {
  await check('A resumed session shows both connections', async () => {
    const page = await open(browser, 'ticket');
    assert.equal(await page.evaluate(() => explorer.session.connections.length), 2);
    await page.fill('#search', 'new session ticket');
    await chip(page, 'New Session Ticket').click();
    assert.match(await panel(page).textContent(), /ticket_lifetime_hint: \d+ s/);
    await page.fill('#search', 'certificate verify');
    await chip(page, 'Certificate Verify').click();
    assert.match(await panel(page).textContent(), /algorithm: rsa_pkcs1_sha256/);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
  await check('Over IPv6 the same messages are shown, and the lost segment', async () => {
    const names = (page) => page.evaluate(() => explorer.session.messages.map((one) => one.name));
    const older = await open(browser, 'loss');
    const page = await open(browser, 'ipv6');
    assert.deepEqual(await names(page), await names(older));
    assert.ok((await names(page)).length > 20);
    await page.keyboard.press('l');
    assert.match(await panel(page).locator('h2').textContent(), /Segment 3 \(lost\)/);
    await panel(page).getByRole('button', {name: /^segment \d+/}).click();
    assert.match(await panel(page).textContent(), /Sent again after 25\d ms: RTO/);
    await page.fill('#search', 'client hello');
    await chip(page, 'Client Hello').click();
    assert.match(await panel(page).textContent(), /server_name/);
    assert.deepEqual(page.complaints, []);
    await older.context().close();
    await page.context().close();
  });
  await check('A session of HTTP/1.1 shows requests, replies, DHE and the stapled status', async () => {
    const page = await open(browser, 'http');
    for (const [name, field] of [['Server Key Exchange', /ServerDHParams: 2048 bits/],
      ['Certificate Status', /certStatus: good/], ['GET /', /target: \//], ['200 OK', /status: 200/]]) {
      await page.fill('#search', name);
      await chip(page, name).click();
      assert.match(await panel(page).textContent(), field);
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

(async () => {
  const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});
  for (const part of [checkReading, checkLoss, checkAccess, checkPrint, checkLarge, checkKinds]) {
    await part(browser);
  }
  await browser.close();
  process.exitCode = failures > 0 ? 1 : 0;
})();
