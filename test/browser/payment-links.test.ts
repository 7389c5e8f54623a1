// The built loader on pages with payment links: what Chromium sends to the payment page, in all the ways that lead there.
import { describe, expect, test } from 'vitest';
import { pay, useLinkPages } from './use-link-pages.ts';

const shop = useLinkPages();

describe('payment links in Chromium', () => {
  test.each([
    ['a link', `<a id="go" href="${pay}?locale=de">Buy</a>`],
    ['an icon in a link', `<a href="${pay}?locale=de"><svg id="go" width="9" height="9"><use href="#i"/></svg></a>`],
    ['a link for a new tab', `<a id="go" target="_blank" href="${pay}?locale=de">Buy</a>`],
    ['a link whose address begins with the host', `<a id="go" href="  //pay.example.test/b/x?locale=de ">Buy</a>`],
    [
      'a link that is drawn',
      `<svg width="90" height="30"><a href="${pay}?locale=de"><rect id="go" width="90" height="30"/></a></svg>`,
    ],
    [
      'an area',
      `<img id="go" width="50" height="50" usemap="#map" alt=""><map name="map"><area shape="default" href="${pay}?locale=de"></map>`,
    ],
    ['a form', `<form action="${pay}"><input name="locale" value="de"><button id="go">Buy</button></form>`],
    [
      'a button of a form',
      `<form action="/cart"><input name="locale" value="de"><button id="go" formaction="${pay}">Buy</button></form>`,
    ],
    [
      'a posting form’s button',
      `<form method="post" action="/cart"><input id="go" type="submit" formaction="${pay}?locale=de"></form>`,
    ],
    ['a form that is posted', `<form method="post" action="${pay}?locale=de"><button id="go">Buy</button></form>`],
    ['a script that opens a window', `<button id="go" onclick="window.open('${pay}?locale=de')">Buy</button>`],
    [
      'a script that follows a link itself',
      `<a id="go" href="${pay}?locale=de" onclick="event.preventDefault(); window.open(this.href)">Buy</a>`,
    ],
  ])('%s leads to the payment page with passport and UTMs, and is told once', async (_, html) => {
    await shop.open(html);
    await shop.page().locator('#go').click({ force: true });
    await shop.expectDecorated(await shop.arrival(), { locale: 'de' });
  });

  test('the middle button and the Enter key do what a click does', async () => {
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().locator('#go').click({ button: 'middle' });
    await shop.expectDecorated(await shop.arrival());
    shop.forget();
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().locator('#go').press('Enter');
    await shop.expectDecorated(await shop.arrival());
  });

  test('the right button decorates what its menu may open, and a click a second later counts anew', async () => {
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().locator('#go').click({ button: 'right' });
    await expect.poll(() => shop.clicks().length, { timeout: 20_000 }).toBe(1);
    const held = (await shop.page().locator('#go').getAttribute('href')) ?? '';
    expect(new URL(held).searchParams.get('client_reference_id')).toBe(`tt1_${shop.clicks()[0]?.['click_id']}`);
    await shop.page().waitForTimeout(1_100);
    shop.forget();
    await shop.page().locator('#go').click();
    await shop.expectDecorated(await shop.arrival());
  });

  test('a link that is added later is decorated, as after a change of view in a single-page shop', async () => {
    await shop.open('<p>Home</p>');
    await shop.page().evaluate(() => history.pushState({}, '', '/product'));
    await shop.show(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().locator('#go').click();
    await shop.expectDecorated(await shop.arrival());
  });

  test('a link inside of open shadow roots is decorated', async () => {
    await shop.open('<div id="host"></div>');
    await shop.page().evaluate((href) => {
      const inner = document.createElement('div');
      inner.attachShadow({ mode: 'open' }).innerHTML = `<a id="go" href="${href}"><b>Buy</b></a>`;
      document.querySelector('#host')?.attachShadow({ mode: 'open' }).append(inner);
    }, pay);
    await shop.page().locator('#go b').click();
    await shop.expectDecorated(await shop.arrival());
  });

  test('a form that script submits, without an event of its own, is decorated', async () => {
    await shop.open(`<form id="form" action="${pay}"><input name="locale" value="de"></form>`);
    await shop.page().evaluate(() => document.querySelector<HTMLFormElement>('#form')?.submit());
    await shop.expectDecorated(await shop.arrival(), { locale: 'de' });
  });

  test('the query and fragment of a link arrive character for character', async () => {
    const query = '?prefilled_email=a%2Bb%40c.de&x=%20+&y=ü';
    await shop.open(`<a id="go" href="${pay}${query}#part">Buy</a>`);
    await shop.page().locator('#go').click();
    const { url } = await shop.arrival();
    expect(url.search).toMatch(/^\?prefilled_email=a%2Bb%40c\.de&x=%20\+&y=%C3%BC&client_reference_id=tt1_/);
    expect(shop.page().url()).toMatch(/#part$/);
  });

  test('the snippet of an affiliate tool, which puts its reference on every link at load, and ours do not fight', async () => {
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().evaluate(() => {
      for (const link of document.querySelectorAll('a')) link.href += '?client_reference_id=partner-7';
    });
    await shop.page().locator('#go').click();
    expect(Object.fromEntries((await shop.arrival()).url.searchParams)).toEqual({
      client_reference_id: 'partner-7',
      utm_source: 'news-letter',
      utm_campaign: 'fall',
    });
    await expect.poll(() => shop.clicks().length).toBe(1);
  });

  test('where the click cannot be told, the link carries its passport all the same', async () => {
    shop.refuseClicks();
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    await shop.page().locator('#go').click();
    expect((await shop.arrival()).url.searchParams.get('client_reference_id')).toMatch(/^tt1_[\w-]{22}$/);
  });

  test('a page with 2,000 links, hostile ones among them, is not touched before a click, and throws nothing', async () => {
    const hostile = ['javascript:void 0', 'https://[', '//%', 'http:///', 'data:,x', '" onclick="x', '\u0000', 'tel:1'];
    const links = Array.from({ length: 2000 }, (_, index) => hostile[index % 20] ?? `${pay}?index=${index}`);
    await shop.open(`<a id="go" href="${pay}">Buy</a>`);
    const errors: string[] = [];
    shop.page().on('pageerror', ({ message }) => errors.push(message));
    const changed = await shop.page().evaluate((hrefs) => {
      const anchors = hrefs.map((href) => {
        const anchor = document.body.appendChild(document.createElement('a'));
        anchor.setAttribute('href', href);
        anchor.addEventListener('click', (event) => event.preventDefault());
        return anchor;
      });
      const isTouched = anchors.some((anchor, index) => anchor.getAttribute('href') !== hrefs[index]);
      for (const anchor of anchors) if (!anchor.href.startsWith('https:') || anchor.href.includes('[')) anchor.click();
      return isTouched;
    }, links);
    expect(changed).toBe(false);
    expect(errors).toEqual([]);
    await shop.page().locator('#go').click();
    await shop.expectDecorated(await shop.arrival());
  });

  test('window.open looks as it did', async () => {
    await shop.open('');
    expect(await shop.page().evaluate(() => [open.name, open.length, String(open)])).toEqual([
      'open',
      0,
      expect.stringContaining('[native code]'),
    ]);
  });
});
