using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Signaling.Api.Tests;

/// <summary>Keeps every line that is logged, with its values and scopes.</summary>
internal sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => capture.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            capture.lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values) capture.lines.Enqueue(string.Join(", ", values));
            capture.scopes.ForEachScope((scope, queue) => queue.Enqueue(scope is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(", ", pairs) : $"{scope}"), capture.lines);
        }
    }
}
