global using ArgusAI.Contract;
