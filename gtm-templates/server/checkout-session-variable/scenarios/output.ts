// The whole session, or one field of it.
import { assertThat, scenario } from 'sandbox:test';
import { data, read } from './server.ts';

scenario('Gives the field that is chosen', () => {
  data.output = 'ecommerce.value';
  read((value) => {
    assertThat(value).isEqualTo(49.5);
    data.output = 'click.gclid';
    read((other) => {
      assertThat(other).isEqualTo('Cj0KCQ');
    });
  });
});

scenario('Gives the field that is typed, also out of a list', () => {
  data.output = 'other';
  data.fieldPath = ' ecommerce.items.1.item_name ';
  read((value) => {
    assertThat(value).isEqualTo('Spoon');
  });
});

scenario('Is undefined where the names lead nowhere', () => {
  data.output = 'other';
  ['', 'ecommerce.price', 'ecommerce.items.7.item_name', 'status.length', 'hasOwnProperty', 'customer_email.x'].forEach(
    (path) => {
      data.fieldPath = path;
      read((value) => {
        assertThat(value, path).isUndefined();
      });
    },
  );
});

scenario('Is undefined where the session does not know', () => {
  data.output = 'customer_id';
  read((value) => {
    assertThat(value).isUndefined();
  });
});
