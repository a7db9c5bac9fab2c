using System.Net.Sockets;
using System.Text;
using NimbusFunctions.IntegrationTests.Editions;

namespace NimbusFunctions.IntegrationTests.Api;

[Collection(LocalEditionCollection.Name)]
public class TriggersFromOutsideTests(LocalEditionFixture edition)
{
    public static TheoryData<string> Paths
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var name in new[] { "ScheduleDirectorySync", "AuditDirectory", "SyncDirectory", "CollectDirectorySyncDeadLetters", "AdmitArrival", "ApplyTaskEvent", "SweepTasks", "DeliverCallback", "CollectFlowCallbacksDeadLetters", "ApiV1", "Health" })
            {
                foreach (var path in new[] { $"/{name}", $"/{name.ToLowerInvariant()}", $"//{name}", $"/v1/../{name}", $"/v1/%2e%2e/{name}", $"/v1/..%2f{name}", $"/health/../{name}" })
                    data.Add(path);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Post_ToAFunctionsName_IsRefusedAndNothingRuns(string path)
    {
        var answer = await RawAsync(path);

        Assert.Matches("^HTTP/1.1 (404|401|400) ", answer);
        // What a function that ran would answer.
        Assert.DoesNotContain("Outputs", answer, StringComparison.Ordinal);
    }

    // An HTTP client would tidy the path up before sending it.
    private async Task<string> RawAsync(string path)
    {
        var stop = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(edition.Edition.Api.Host, edition.Edition.Api.Port, stop);
        var body = "{\"Data\":{\"timer\":{\"IsPastDue\":false}},\"Metadata\":{}}";
        await socket.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Azure-Functions-Host/4.1037.0.0\r\n"
                + "X-Azure-Functions-HostVersion: 4.1037.0.0\r\nX-Azure-Functions-InvocationId: 8981cf1c-a267-49d1-8404-f72f36d29eb4\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
            stop);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync(stop);
    }
}
