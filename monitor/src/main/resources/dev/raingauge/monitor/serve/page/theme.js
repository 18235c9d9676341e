// Before anything is drawn: the theme that was chosen here last, and the mark that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch { /* no storage: the system's theme */ }
})();
