using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NimbusFunctions.Local.Commands;

/// <summary>Http servers on this machine alone.</summary>
internal static class LoopbackServer
{
    /// <summary>A server without anything to say in a log, on a free port of 127.0.0.1.</summary>
    public static WebApplication Create(Action<KestrelServerOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            configure?.Invoke(kestrel);
        });
        return builder.Build();
    }
}
