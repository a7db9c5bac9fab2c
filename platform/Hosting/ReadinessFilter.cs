using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// Answers the host's readiness probe before everything else: <c>GET /</c> every 25 ms at start, and any answer
/// means ready. It says that the app listens, not that its neighbours are well.
/// </summary>
internal sealed class ReadinessFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // The host's own address, inherited through ASPNETCORE_URLS; Kestrel would warn that it is not listened on.
        app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        app.Use((context, following) =>
        {
            if (context.Request.Path != "/" || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
                return following(context);
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        });
        next(app);
    };
}
