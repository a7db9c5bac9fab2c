using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using NimbusFunctions.Bench.Report;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Bench.Admission;

/// <summary>
/// Flows that post external tasks and remove them again, through the host, at a rate of their own: a request is begun at
/// its time whether the one before it is answered or not, and what it waited for its turn counts.
/// </summary>
internal sealed class HttpLoad(LocalEdition edition)
{
    private const int Services = 20;
    private const int RequestsASecond = 200;
    private const string Domain = "bench.example";

    private static readonly TimeSpan BetweenCycles = TimeSpan.FromSeconds(2.0 / RequestsASecond);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<double> milliseconds = [];
    private readonly ConcurrentDictionary<string, int> failures = new(StringComparer.Ordinal);

    public async Task<HttpResult> RunAsync(CancellationToken stop)
    {
        using var http = LoopbackHttp.Create(edition.Hosts[0].Address);
        var tenant = edition.Simulator.Tenants[0].Id;
        await PrepareAsync(tenant, stop);
        http.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForUser(tenant, edition.Simulator.Tenants[0].AdminUpn));
        var began = Stopwatch.GetTimestamp();
        List<Task> cycles = [];
        for (var cycle = 0; BetweenCycles * cycle < WarmUp + Length; cycle++)
        {
            var due = BetweenCycles * cycle;
            var early = due - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, TimeProvider.System, stop);
            cycles.Add(CycleAsync(http, $"bench{cycle % Services}", due >= WarmUp, () => Stopwatch.GetElapsedTime(began), due, stop));
        }

        await Task.WhenAll(cycles);
        return new(Statistics.Percentile(milliseconds, 0.99), Statistics.Median(milliseconds), failures.Values.Sum(), failures.Keys.FirstOrDefault());
    }

    private async Task CycleAsync(HttpClient http, string service, bool counts, Func<TimeSpan> now, TimeSpan due, CancellationToken stop)
    {
        var task = await CallAsync(() => http.PostAsJsonAsync("v1/ExternalTasks", new { serviceUpn = $"{service}@{Domain}" }, stop), due);
        if (task.ValueKind == JsonValueKind.Object)
            await CallAsync(() => http.DeleteAsync(new Uri($"v1/ExternalTasks/{task.GetProperty("id").GetString()}", UriKind.Relative), stop), now());

        async Task<JsonElement> CallAsync(Func<Task<HttpResponseMessage>> call, TimeSpan from)
        {
            try
            {
                using var answer = await call();
                var body = await answer.Content.ReadAsStringAsync(stop);
                if (counts)
                    milliseconds.Add((now() - from).TotalMilliseconds);
                if (answer.IsSuccessStatusCode)
                    return body.Length > 0 ? JsonDocument.Parse(body).RootElement.Clone() : default;
                failures.AddOrUpdate($"{(int)answer.StatusCode} {body}", 1, (_, times) => times + 1);
            }
            catch (HttpRequestException lost)
            {
                failures.AddOrUpdate(lost.Message, 1, (_, times) => times + 1);
            }

            return default;
        }
    }

    private async Task PrepareAsync(string tenant, CancellationToken stop)
    {
        using var http = LoopbackHttp.Create(edition.Hosts[0].Address);
        http.DefaultRequestHeaders.Authorization = new("Bearer", edition.TokenForSystem(tenant));
        for (var number = 0; number < Services; number++)
        {
            var service = new { upn = $"bench{number}@{Domain}", displayName = "Bench", assignmentType = "SkillBased", licence = "ContactCenter", modalities = new[] { "ExternalTask" } };
            using var answer = await http.PutAsJsonAsync($"v1/tenants/{tenant}/services/bench{number}", service, stop);
            if (!answer.IsSuccessStatusCode)
                throw new BenchException($"A service was not created: {await answer.Content.ReadAsStringAsync(stop)}");
        }

        using var limited = await http.PutAsJsonAsync($"v1/tenants/{tenant}/settings/limits", new { externalTask = AdmissionRig.Cap }, stop);
        if (!limited.IsSuccessStatusCode)
            throw new BenchException($"The limits were not set: {await limited.Content.ReadAsStringAsync(stop)}");
    }
}

/// <param name="P99">Milliseconds within which 99 % of the requests were answered, from the moment they were due.</param>
/// <param name="Median">Milliseconds of the one in the middle.</param>
/// <param name="Failures">How many were not answered with success, those of the warm-up too.</param>
/// <param name="Failure">What one of them was answered.</param>
internal sealed record HttpResult(double P99, double Median, int Failures, string? Failure);
