new EventSource(new URL("events", document.currentScript.src)).onmessage = () => location.reload();
