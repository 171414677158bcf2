// Paper is white: what is printed has the colours of the light theme, those of code too, whichever the screen has.
{
  const { dataset } = document.documentElement;
  let onScreen;
  const print = () => {
    onScreen ??= dataset.theme;
    dataset.theme = 'light';
  };
  const show = () => {
    dataset.theme = onScreen ?? dataset.theme;
    onScreen = undefined;
  };
  // Some browsers tell of one of both only.
  addEventListener('beforeprint', print);
  addEventListener('afterprint', show);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? print() : show()));
}
