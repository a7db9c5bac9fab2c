using Microsoft.AspNetCore.Http;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// The answer to the host. It is never empty, 204 or null: the host would wait for a result until functionTimeout and
/// then kill the process. Failures carry it too; the host drops their body and looks at the status only.
/// </summary>
internal static class EnvelopeAnswer
{
    private static readonly byte[] Full = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    public static async Task WriteAsync(HttpResponse response, int statusCode)
    {
        if (response.HasStarted)
            return;
        response.Clear();
        response.StatusCode = statusCode;
        response.ContentType = "application/json";
        response.ContentLength = Full.Length;
        await response.Body.WriteAsync(Full, response.HttpContext.RequestAborted);
    }
}
